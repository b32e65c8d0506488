package com.isotoma.dboperator.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What becomes of the data when a Database resource is deleted. */
public enum DeletionPolicy {
    /** Make one more backup, check it, and only then drop database and user. */
    @JsonProperty("BackupThenDelete")
    BACKUP_THEN_DELETE,
    /** Drop database and user without a backup. */
    @JsonProperty("Delete")
    DELETE,
    /** Leave database, user and Secret as they are, marked, so that the same Database applied again takes them up. */
    @JsonProperty("Retain")
    RETAIN
}
