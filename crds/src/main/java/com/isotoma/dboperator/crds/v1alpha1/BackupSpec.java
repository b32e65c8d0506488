package com.isotoma.dboperator.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** A request for one backup. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "self.database == oldSelf.database",
        message = "database cannot be changed, since a Backup is of one database: create another Backup",
        fieldPath = ".database")
public record BackupSpec(
        @JsonPropertyDescription(
                "Name of the Database to back up, in the namespace of this resource. Cannot be" + " changed.")
        @Required
        @Size(min = 1, max = 253)
        String database) {}
