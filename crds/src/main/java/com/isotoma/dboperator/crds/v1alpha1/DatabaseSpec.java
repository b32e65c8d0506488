package com.isotoma.dboperator.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a team asks for: a database on a server that exists already. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "has(self.backupTo) || (has(self.deletionPolicy) && self.deletionPolicy != 'BackupThenDelete')",
        message = "without backupTo nothing could be backed up before deletion: add backupTo, or set deletionPolicy to"
                + " Delete (the data is lost) or Retain (the data stays on the server)",
        fieldPath = ".deletionPolicy")
@ValidationRule(
        value = "self.driver == oldSelf.driver",
        message = "driver cannot be changed, since the data stays where it is: create another Database and move the"
                + " data",
        fieldPath = ".driver")
@ValidationRule(
        value = "!has(self.tls) || !('sslMode' in self.connect || 'caCertificate' in self.connect)",
        message = "tls and the keys sslMode and caCertificate of connect say the same: keep tls and remove these keys",
        fieldPath = ".tls")
public record DatabaseSpec(
        @JsonPropertyDescription(
                "Name of the Driver that knows this kind of server: kubectl get drivers. Cannot be" + " changed.")
        @Required
        @Size(min = 1, max = 253)
        String driver,

        @JsonPropertyDescription("Name of the database on the server. Default: namespace and name of this resource,"
                + " made safe and cut to the server's limit with a hash; status.databaseName has it. Cannot be"
                + " changed once status.databaseName is set.")
        @Nullable
        @Size(min = 1, max = 64)
        @Pattern("^[^\\x00-\\x1f\\x7f]+$")
        String name,

        @JsonPropertyDescription("How to reach the server: host, port, and what else the driver understands. Numbers"
                + " may be written without quotes.")
        @Required
        Map<String, IntOrString> connect,

        @JsonPropertyDescription("The server's admin account.") @Required
        AdminCredentials credentials,

        @JsonPropertyDescription("Where backups go.") @Nullable
        BackupTarget backupTo,

        @JsonPropertyDescription("How backups are made.") @Nullable
        BackupOptions backupOptions,

        @JsonPropertyDescription("What becomes of the data when this resource is deleted: BackupThenDelete (default"
                + " with backupTo), Delete, Retain.")
        @Nullable
        DeletionPolicy deletionPolicy,

        @JsonPropertyDescription("What to do about a database of this name that exists already and bears no mark of"
                + " db-operator: Never (default, refuse it) or Always (take it up). One that bears the mark of another"
                + " Database is taken up only with Always and the annotation db.isotoma.com/adopt-from, and never while that"
                + " Database exists.")
        @Nullable
        AdoptionPolicy adoption,

        @JsonPropertyDescription("Settings of this kind of database, as the driver documents them.")
        @PreserveUnknownFields
        @Nullable
        Map<String, JsonNode> options,

        @JsonPropertyDescription("What the application's Secret has besides the standard keys.") @Nullable
        SecretSpec secret,

        @JsonPropertyDescription(
                "Where the password of the application's user stands, if it is to be one of yours: a key of"
                        + " a Secret in this namespace. When it changes there, annotate this resource with db.isotoma.com/refresh"
                        + " and a new value. Default: a password that db-operator makes.")
        @Nullable
        ValueFrom passwordFrom,

        @JsonPropertyDescription(
                "How connections to the server are protected, in the same words for all drivers; in place of"
                        + " what the driver reads of it in connect. Default: as connect says.")
        @Nullable
        TlsSpec tls,

        @JsonPropertyDescription(
                "SQL that is run once in the new database, as the application's user and before the Database is"
                        + " Ready; on PostgreSQL in one transaction. A database that was in use before is left as it is. status.initSql"
                        + " says what became of it. A text that failed is run again when it is changed; one that was run, never.")
        @Nullable
        InitSqlSource initSql) {

    /** What the Secret is to have besides the standard keys. */
    public SecretSpec effectiveSecret() {
        return secret == null ? SecretSpec.NONE : secret;
    }

    /** The options in force. */
    public BackupOptions effectiveBackupOptions() {
        return backupOptions == null ? BackupOptions.DEFAULT : backupOptions;
    }

    /** The policy in force: what the spec says, else the one default that loses nothing. */
    public DeletionPolicy effectiveDeletionPolicy() {
        return deletionPolicy == null ? DeletionPolicy.BACKUP_THEN_DELETE : deletionPolicy;
    }
}
