package com.isotoma.dboperator.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** Which stored backup is meant: one way of saying it. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "[has(self.backup), has(self.latest), has(self.url)].filter(given, given).size() == 1",
        message =
                "give exactly one of backup (a Backup of this namespace), latest (the newest one of a Database; {} for"
                        + " the Database to fill) and url (an object, as s3://bucket/key)")
public record RestoreSource(
        @JsonPropertyDescription("Name of a Backup in the namespace of this resource.")
        @Nullable
        @Size(min = 1, max = 253)
        String backup,

        @JsonPropertyDescription(
                "The newest Completed Backup of a Database, of those that have everything; {} for the Database to fill. Which"
                        + " one it is is decided once, and stands in status.backup.")
        @Nullable
        LatestBackup latest,

        @JsonPropertyDescription("The object of a backup as s3://bucket/key; no Backup need exist.")
        @Nullable
        @Size(max = 1300)
        @Pattern("^s3://[^/\\s]+/.*[^/]$")
        String url) {}
