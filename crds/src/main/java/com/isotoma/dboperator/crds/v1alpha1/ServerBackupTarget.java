package com.isotoma.dboperator.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** Where backups of a server's Databases go: a StorageLocation alone, since that gives each namespace a folder of its own. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ServerBackupTarget(
        @JsonPropertyDescription(
                "Name of a StorageLocation. It has to list the namespaces of the Databases as well, in its own"
                        + " allowedNamespaces.")
        @Required
        @Size(min = 1, max = 253)
        String location) {}
