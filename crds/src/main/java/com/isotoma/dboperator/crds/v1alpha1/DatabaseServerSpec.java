package com.isotoma.dboperator.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How to reach a server, with which admin account, and who may have Databases on it. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "self.allowedNamespaces.all(n, n == '*' || n.matches('^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$'))",
        message = "allowedNamespaces has names of namespaces, without patterns; or '*' alone, which is every namespace",
        fieldPath = ".allowedNamespaces")
@ValidationRule(
        value = "!('*' in self.allowedNamespaces) || self.allowedNamespaces.size() == 1",
        message = "'*' in allowedNamespaces is every namespace: remove the other names, or remove '*'",
        fieldPath = ".allowedNamespaces")
@ValidationRule(
        value = "!has(self.credentials.password.value)",
        message = "a password written out here could be read by every user who may read DatabaseServers: give"
                + " valueFrom.secretKeyRef, a key of a Secret in the operator's namespace",
        fieldPath = ".credentials.password")
@ValidationRule(
        value = "!has(self.tls) || !('sslMode' in self.connect || 'caCertificate' in self.connect)",
        message = "tls and the keys sslMode and caCertificate of connect say the same: keep tls and remove these keys",
        fieldPath = ".tls")
@ValidationRule(
        value = "has(self.backupTo) || (has(self.deletionPolicy) && self.deletionPolicy != 'BackupThenDelete')",
        message = "without backupTo the Databases could not be backed up before deletion: add backupTo, or set"
                + " deletionPolicy to Delete (the data is lost) or Retain (the data stays on the server)",
        fieldPath = ".deletionPolicy")
@ValidationRule(
        value = "!has(self.backup) || has(self.backup.to) || has(self.backupTo)",
        message =
                "backup does not say where backups go: add backupTo, or backup.to, with the name of a StorageLocation",
        fieldPath = ".backup")
@ValidationRule(
        value = "self.driver == oldSelf.driver",
        message = "driver cannot be changed, since the Databases stay where they are: create another DatabaseServer",
        fieldPath = ".driver")
public record DatabaseServerSpec(
        @JsonPropertyDescription(
                "Name of the Driver that knows this kind of server: kubectl get drivers. Cannot be changed.")
        @Required
        @Size(min = 1, max = 253)
        String driver,

        @JsonPropertyDescription("How to reach the server: host, port, and what else the driver understands. Numbers"
                + " may be written without quotes. Applications get it in their Secrets.")
        @Required
        Map<String, IntOrString> connect,

        @JsonPropertyDescription(
                "How connections to the server are protected, those of runs and of applications. The Secrets"
                        + " and ConfigMaps are in the operator's own namespace. Default: as connect says.")
        @Nullable
        TlsSpec tls,

        @JsonPropertyDescription(
                "The server's admin account. The Secrets are in the operator's own namespace; no user of"
                        + " a Database can read them.")
        @Required
        AdminCredentials credentials,

        @JsonPropertyDescription("Names of the namespaces that may have Databases on this server; '*' alone for all.")
        @Required
        @Size(min = 1, max = 1_000)
        List<@Size(min = 1, max = 63) String> allowedNamespaces,

        @JsonPropertyDescription("Where backups go of Databases that do not say so themselves.") @Nullable
        ServerBackupTarget backupTo,

        @JsonPropertyDescription("What becomes of the data of Databases that do not say so themselves when they are"
                + " deleted: BackupThenDelete (default with backupTo), Delete, Retain.")
        @Nullable
        DeletionPolicy deletionPolicy,

        @JsonPropertyDescription("What the server bears at the same time.") @Nullable
        ServerConcurrency concurrency,

        @JsonPropertyDescription(
                "How often it is checked, in minutes, hours or days, such as 30m, 1h or 1d. While it does not"
                        + " answer, every minute. Default: 1h.")
        @Nullable
        @Size(max = 5)
        @Pattern(CheckIntervals.PATTERN)
        String checkInterval,

        @JsonPropertyDescription(
                "How each Database is backed up that has no BackupSchedule of its own: a BackupSchedule"
                        + " is made in its namespace. Default: none is.")
        @Nullable
        ServerBackup backup,

        @JsonPropertyDescription(
                "How often each of its Databases is compared with what it should be and mended, in minutes,"
                        + " hours or days, such as 30m, 1h or 1d; 0 for never. Each time is a short run. Default: 1d.")
        @Nullable
        @Size(max = 5)
        @Pattern(CheckIntervals.OR_NEVER)
        String driftInterval) {

    private static final Duration DAY = Duration.ofDays(1);

    /** Whether namespaces may have Databases on it. */
    public boolean allows(String namespace) {
        return AllowedNamespaces.allow(allowedNamespaces, namespace);
    }

    /** How often it is checked; what slipped past validation counts as nothing said. */
    @JsonIgnore
    public Duration effectiveCheckInterval() {
        return CheckIntervals.of(checkInterval);
    }

    /** How often its Databases are compared with what they should be; empty for never. */
    @JsonIgnore
    public Optional<Duration> effectiveDriftInterval() {
        return "0".equals(driftInterval) ? Optional.empty() : Optional.of(CheckIntervals.of(driftInterval, DAY));
    }

    /** How many operations that move data it bears at the same time; null where nothing is said. */
    @JsonIgnore
    public @Nullable Integer concurrentBackups() {
        return concurrency == null ? null : concurrency.backups();
    }
}
