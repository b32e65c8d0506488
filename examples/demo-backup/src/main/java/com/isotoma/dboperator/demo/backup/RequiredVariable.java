package com.isotoma.dboperator.demo.backup;

/** A variable that a run cannot do without, and the condition that says whether it has it. */
enum RequiredVariable {
    RESOURCE_NAME("BACKUP_RESOURCE_NAME", "BackupResourceNameDefined", "give the name of the DatabaseBackup"),
    NAMESPACE("NAMESPACE", "NamespaceDefined", "give the namespace of the DatabaseBackup"),
    ACCESS_KEY_ID(
            "CLOUD_OBJECT_STORAGE_HMAC_ACCESS_KEY_ID",
            "COSHMACAccessKeyIdDefined",
            "create the Secret that secretName of the repository names, with the key HmacAccessKeyId"),
    SECRET_ACCESS_KEY(
            "CLOUD_OBJECT_STORAGE_HMAC_SECRET_ACCESS_KEY",
            "COSHMACSecretAccessKeyDefined",
            "create the Secret that secretName of the repository names, with the key HmacSecretAccessKey"),
    REGION("CLOUD_OBJECT_STORAGE_REGION", "COSRegionDefined", "give cosRegion of the repository"),
    ENDPOINT(
            "CLOUD_OBJECT_STORAGE_SERVICE_ENDPOINT",
            "COSServiceEndpointDefined",
            "give serviceEndpoint of the repository");

    private final String key;
    private final String condition;
    private final String remedy;

    RequiredVariable(String key, String condition, String remedy) {
        this.key = key;
        this.condition = condition;
        this.remedy = remedy;
    }

    /** Its name in the environment. */
    String key() {
        return key;
    }

    /** Type of its condition, and the reason in it. */
    String condition() {
        return condition;
    }

    /** What to do when it is missing. */
    String remedy() {
        return remedy;
    }
}
