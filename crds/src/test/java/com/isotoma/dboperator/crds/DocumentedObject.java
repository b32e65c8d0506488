package com.isotoma.dboperator.crds;

import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.util.Set;

/**
 * An object that fields of several places may have, described once.
 *
 * @param name that of its record
 * @param places paths of the fields that have it, as {@code Backup.spec.backupTo[].s3}
 */
record DocumentedObject(String name, JSONSchemaProps schema, Class<?> record, Set<String> places) {}
