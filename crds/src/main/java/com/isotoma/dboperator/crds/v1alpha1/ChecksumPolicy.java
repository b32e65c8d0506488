package com.isotoma.dboperator.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether requests carry the checksums that S3 knows since 2022, and that some other stores refuse. */
public enum ChecksumPolicy {
    /** Each part, and the object, has a CRC that the store checks. */
    @JsonProperty("WhenSupported")
    WHEN_SUPPORTED,
    /** Each part has the MD5 that every store checks. */
    @JsonProperty("WhenRequired")
    WHEN_REQUIRED
}
