package com.isotoma.dboperator.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request for one backup. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "has(self.backupTo) == has(oldSelf.backupTo) && (!has(self.backupTo) || self.backupTo =="
                + " oldSelf.backupTo)",
        message = "backupTo cannot be changed, since copies may be on their way already: create another Backup")
@ValidationRule(
        value =
                "has(self.backupOptions) == has(oldSelf.backupOptions) && (!has(self.backupOptions) || self.backupOptions"
                        + " == oldSelf.backupOptions)",
        message = "backupOptions cannot be changed, since the dump may be under way already: create another Backup")
@ValidationRule(
        value = "self.database == oldSelf.database",
        message = "database cannot be changed, since a Backup is of one database: create another Backup",
        fieldPath = ".database")
public record BackupSpec(
        @JsonPropertyDescription(
                "Name of the Database to back up, in the namespace of this resource. Cannot be" + " changed.")
        @Required
        @Size(min = 1, max = 253)
        String database,

        @JsonPropertyDescription("Where copies of this backup go, five at most; one dump feeds all. Default: where the"
                + " Database says. Cannot be changed.")
        @Nullable
        @Size(min = 1, max = 5)
        List<BackupTarget> backupTo,

        @JsonPropertyDescription("When it may begin at the earliest, RFC 3339. Default: at once.")
        @Nullable
        @Size(min = 20, max = 40)
        @Pattern("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})$")
        String notBefore,

        @JsonPropertyDescription("Whether the backup is verified once it is stored: read back, restored into a database"
                + " beside the one in use, and counted. Default: false.")
        @Nullable
        Boolean verify,

        @JsonPropertyDescription(
                "How this backup is made, each field in place of the Database's backupOptions. An empty"
                        + " excludeTables or excludeData leaves nothing out. Cannot be changed.")
        @Nullable
        BackupOptions backupOptions,

        @JsonPropertyDescription(
                "What becomes of the stored objects when this resource is deleted: Retain (default), or Delete, and a run removes all"
                        + " copies with their manifests before the resource goes.")
        @Nullable
        BackupDeletionPolicy deletionPolicy) {

    /** One that goes where its Database says, at once. */
    public BackupSpec(String database) {
        this(database, null, null, null, null, null);
    }

    /** Whether its stored objects go with it. */
    public boolean removesStored() {
        return deletionPolicy == BackupDeletionPolicy.DELETE;
    }

    /** The options in force, of which the Database says those that this resource does not. */
    public BackupOptions effectiveOptions(BackupOptions ofDatabase) {
        return backupOptions == null ? ofDatabase : backupOptions.over(ofDatabase);
    }
}
