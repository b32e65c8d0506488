package com.isotoma.dboperator.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** A request to fill one Database from one stored backup. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "self == oldSelf",
        message = "a Restore cannot be changed, since its run may have begun: delete it and create another one")
public record RestoreSpec(
        @JsonPropertyDescription(
                "Name of the Database to fill, in the namespace of this resource. The Restore waits until"
                        + " it is Created.")
        @Required
        @Size(min = 1, max = 253)
        String database,

        @JsonPropertyDescription("Which backup to fill it from.") @Required
        RestoreSource from,

        @JsonPropertyDescription(
                "Where the object is and how to reach it, if the backupTo of the Database does not say" + " so.")
        @Nullable
        BackupTarget storage,

        @JsonPropertyDescription("What to do when the Database holds data already: Never (default, refuse), AfterBackup"
                + " (make a Backup of it first), WithoutBackup (lose it).")
        @Nullable
        OverwritePolicy overwrite,

        @JsonPropertyDescription(
                "Restores also what the bucket alone vouches for, from a place that asks for signatures: a"
                        + " manifest without a signature, as older backups have it, or with that of an unknown key. A signature"
                        + " that does not fit is refused all the same. Default: false.")
        @Nullable
        Boolean acceptUnsigned) {

    /** Whether the bucket alone may vouch for the backup. */
    public boolean acceptsUnsigned() {
        return Boolean.TRUE.equals(acceptUnsigned);
    }

    /** The policy in force: what the spec says, else the one that loses nothing. */
    public OverwritePolicy effectiveOverwrite() {
        return overwrite == null ? OverwritePolicy.NEVER : overwrite;
    }
}
