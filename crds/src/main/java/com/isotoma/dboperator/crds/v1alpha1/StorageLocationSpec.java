package com.isotoma.dboperator.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A bucket, and who may use it. */
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
        value = "!has(self.s3.prefix) || !self.s3.prefix.split('/').exists(p, p == '.' || p == '..')",
        message = "prefix cannot have '.' or '..' between slashes: some stores would read it as another folder",
        fieldPath = ".s3.prefix")
public record StorageLocationSpec(
        @JsonPropertyDescription(
                "A bucket of S3 or of a store that speaks its protocol. Each namespace has a folder of its"
                        + " own below prefix, and reaches nothing else. Secrets that this refers to are in the operator's own"
                        + " namespace; without credentials, the role is used that the operator's option"
                        + " --location-account-annotations names.")
        @Required
        S3Target s3,

        @JsonPropertyDescription("Encrypts backups before they leave the pod. The Secret is in the operator's own"
                + " namespace. Default: they are stored as they are.")
        @Nullable
        BackupEncryption encryption,

        @JsonPropertyDescription(
                "Signs the manifests of backups, and has restores ask for the signature. The Secret is in the"
                        + " operator's own namespace. Default: the bucket vouches for itself.")
        @Nullable
        BackupSigning signing,

        @JsonPropertyDescription(
                "Names of the namespaces whose Databases, Backups and Restores may use it; '*' alone for" + " all.")
        @Required
        @Size(min = 1, max = 1_000)
        List<@Size(min = 1, max = 63) String> allowedNamespaces,

        @JsonPropertyDescription(
                "How often it is tried out, in minutes, hours or days, such as 30m, 1h or 1d. While it is not"
                        + " usable, every minute. Default: 1h.")
        @Nullable
        @Size(max = 5)
        @Pattern(CheckIntervals.PATTERN)
        String checkInterval) {

    /** Whether resources of that namespace may use it. */
    public boolean allows(String namespace) {
        return AllowedNamespaces.allow(allowedNamespaces, namespace);
    }

    /** How often it is tried out; what slipped past validation counts as nothing said. */
    @JsonIgnore
    public Duration effectiveCheckInterval() {
        return CheckIntervals.of(checkInterval);
    }
}
