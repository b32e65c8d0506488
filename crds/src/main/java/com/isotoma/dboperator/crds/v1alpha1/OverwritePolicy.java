package com.isotoma.dboperator.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What to do about data that a Database holds already when it is to be restored. */
public enum OverwritePolicy {
    /** Refuse to restore. */
    @JsonProperty("Never")
    NEVER,
    /** Make a Backup of it first, which has to be completed, and then replace it. */
    @JsonProperty("AfterBackup")
    AFTER_BACKUP,
    /** Replace it. It is lost. */
    @JsonProperty("WithoutBackup")
    WITHOUT_BACKUP
}
