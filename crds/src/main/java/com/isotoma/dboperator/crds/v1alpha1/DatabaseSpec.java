package com.isotoma.dboperator.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a team asks for: a database on a server that exists already. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "has(self.server) ? !has(self.driver) && !has(self.connect) && !has(self.credentials)"
                + " : has(self.driver) && has(self.connect) && has(self.credentials)",
        message =
                "say in exactly one way which server it is: server, the name of a DatabaseServer; or driver, connect and"
                        + " credentials, all three",
        fieldPath = ".server")
@ValidationRule(
        value = "!has(self.server) || !has(self.adoption) || self.adoption == 'Never'",
        message =
                "on a DatabaseServer, which is shared, no existing database is taken up: remove adoption, or give driver,"
                        + " connect and credentials in place of server",
        fieldPath = ".adoption")
@ValidationRule(
        value = "has(self.server) || has(self.backupTo)"
                + " || (has(self.deletionPolicy) && self.deletionPolicy != 'BackupThenDelete')",
        message = "without backupTo nothing could be backed up before deletion: add backupTo, or set deletionPolicy to"
                + " Delete (the data is lost) or Retain (the data stays on the server)",
        fieldPath = ".deletionPolicy")
@ValidationRule(
        value = "!has(self.driver) || !has(oldSelf.driver) || self.driver == oldSelf.driver",
        message = "driver cannot be changed, since the data stays where it is: create another Database and move the"
                + " data",
        fieldPath = ".driver")
@ValidationRule(
        value = "!has(self.rotation) || !has(self.passwordFrom)",
        message = "with passwordFrom the password is yours to change: remove rotation, or passwordFrom",
        fieldPath = ".rotation")
@ValidationRule(
        value =
                "!has(self.tls) || !has(self.connect) || !('sslMode' in self.connect || 'caCertificate' in self.connect)",
        message = "tls and the keys sslMode and caCertificate of connect say the same: keep tls and remove these keys",
        fieldPath = ".tls")
@ValidationRule(
        value = "!has(self.tls) || !has(self.server)",
        message = "tls is about a server that is described here; the tls of a DatabaseServer says how connections to it"
                + " are protected: remove tls",
        fieldPath = ".tls")
public record DatabaseSpec(
        @JsonPropertyDescription(
                "Name of the Driver that knows this kind of server: kubectl get drivers. Cannot be changed.")
        @Nullable
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
        @Nullable
        Map<String, IntOrString> connect,

        @JsonPropertyDescription("The server's admin account.") @Nullable
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
                "Name of a DatabaseServer that lists this namespace, in place of driver, connect and credentials: kubectl"
                        + " get databaseservers. Its backupTo and deletionPolicy hold where this resource gives none. The server"
                        + " of a Database can be described in either way, and is the same server in both.")
        @Nullable
        @Size(min = 1, max = 253)
        String server,

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
        InitSqlSource initSql,

        @JsonPropertyDescription(
                "When the application's password is changed. The Secret changes in one write, and the password of before goes"
                        + " on for the overlap. Not with passwordFrom. Default: never, unless the annotation db.isotoma.com/rotate"
                        + " gets a new value.")
        @Nullable
        RotationSpec rotation) {

    /** The first of the fields that say which server it is, where one is missing and no DatabaseServer is named. */
    public Optional<String> lacking() {
        if (server != null) {
            return Optional.empty();
        }
        return Stream.of(
                        Optional.of("driver").filter(field -> driver == null),
                        Optional.of("connect").filter(field -> connect == null),
                        Optional.of("credentials").filter(field -> credentials == null))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /**
     * This spec with what the DatabaseServer that it names says of the server, and with that one's defaults. The Secrets of
     * {@code credentials} are not in the namespace of the resource then.
     */
    public DatabaseSpec on(DatabaseServerSpec named) {
        var defaultTarget = named.backupTo();
        return new DatabaseSpec(
                named.driver(),
                name,
                named.connect(),
                named.credentials(),
                backupTo != null || defaultTarget == null ? backupTo : BackupTarget.at(defaultTarget.location()),
                backupOptions,
                deletionPolicy != null ? deletionPolicy : named.deletionPolicy(),
                adoption,
                options,
                secret,
                passwordFrom,
                server,
                tls,
                initSql,
                rotation);
    }

    /** What the Secret is to have besides the standard keys. */
    public SecretSpec effectiveSecret() {
        return secret == null ? SecretSpec.NONE : secret;
    }

    /**
     * Name of the application's Secret.
     *
     * @param database name of the resource
     */
    public String secretName(String database) {
        var name = effectiveSecret().name();
        return name == null ? database : name;
    }

    /** When the password is changed. */
    public RotationSpec effectiveRotation() {
        return rotation == null ? RotationSpec.NONE : rotation;
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
