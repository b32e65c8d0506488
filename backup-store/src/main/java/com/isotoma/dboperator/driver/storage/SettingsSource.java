package com.isotoma.dboperator.driver.storage;

/**
 * Where a store's settings were given, for messages that say what to correct.
 *
 * @param target the field with region, bucket and prefix
 * @param credentials the field, or the Secret, with the access key
 */
public record SettingsSource(String target, String credentials) {
    /** The fields of a Database. */
    public static final SettingsSource DATABASE = new SettingsSource("spec.backupTo", "spec.backupTo.s3.credentials");
}
