package com.isotoma.dboperator.demo.backup;

import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.storage.S3Settings;
import com.isotoma.dboperator.driver.storage.SettingsSource;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** The variables of a run, and what is wrong with them. A blank one counts as missing. */
final class Environment {
    static final String PREFIX = "CLOUD_OBJECT_STORAGE_BUCKET_NAME_PREFIX";
    static final String DATABASE_URL = "DATABASE_URL";
    static final String JOB_NAME = "JOB_NAME";
    static final String JOB_UID = "JOB_UID";

    private static final String DEFAULT_PREFIX = "database-backup-";
    private static final SettingsSource SOURCE =
            new SettingsSource("spec.repos of the DatabaseBackup", "the Secret of the repository");

    private final Map<String, String> values;

    Environment(Map<String, String> values) {
        this.values = values;
    }

    Optional<String> text(String key) {
        return Optional.ofNullable(values.get(key)).map(String::strip).filter(v -> !v.isEmpty());
    }

    Optional<String> text(RequiredVariable variable) {
        return text(variable.key());
    }

    /** What is wrong with a variable and what to do, or empty. */
    Optional<String> fault(RequiredVariable variable) {
        var value = text(variable);
        if (value.isEmpty()) {
            return Optional.of(variable.key() + " is not set: " + variable.remedy());
        }
        if (variable == RequiredVariable.ENDPOINT
                && Endpoints.parse(value.get()).isEmpty()) {
            return Optional.of(variable.key() + " is no address of an object store: " + variable.remedy()
                    + " as https://host:port, http://host:port or host:port, without a path");
        }
        return Optional.empty();
    }

    /** What the names of buckets and objects begin with. */
    String prefix() {
        return text(PREFIX).orElse(DEFAULT_PREFIX);
    }

    /**
     * How to reach the store.
     *
     * @throws IllegalStateException when a variable has a {@link #fault}
     */
    S3Settings store(String bucket) {
        return new S3Settings(
                required(RequiredVariable.REGION),
                bucket,
                endpoint(),
                true,
                new Credentials(required(RequiredVariable.ACCESS_KEY_ID), required(RequiredVariable.SECRET_ACCESS_KEY)),
                null,
                SOURCE);
    }

    private URI endpoint() {
        return Endpoints.parse(required(RequiredVariable.ENDPOINT))
                .orElseThrow(() -> unchecked(RequiredVariable.ENDPOINT));
    }

    private String required(RequiredVariable variable) {
        return text(variable).orElseThrow(() -> unchecked(variable));
    }

    private static IllegalStateException unchecked(RequiredVariable variable) {
        return new IllegalStateException(variable.key() + " was not checked");
    }
}
