package com.isotoma.dboperator.driver.trial;

import com.isotoma.dboperator.crds.v1alpha1.BackupTarget;
import com.isotoma.dboperator.crds.v1alpha1.S3Target;
import com.isotoma.dboperator.driver.spi.Warning;
import com.isotoma.dboperator.reasons.LocationReasons;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says of stores that are reached without TLS what can come of it. They are used all the same. */
public final class ClearStore {
    private ClearStore() {}

    /**
     * What is to be said of a store.
     *
     * @param field where its settings are, such as {@code spec.backupTo.s3}
     * @return empty where it is reached with TLS, whose certificates are always verified
     */
    public static Optional<String> of(S3Target store, String field) {
        var endpoint = store.endpoint();
        return endpoint == null || !endpoint.toLowerCase(Locale.ROOT).startsWith("http://")
                ? Optional.empty()
                : Optional.of(
                        field + ".endpoint is '" + endpoint + "', without TLS: whoever is on the way to the store can"
                                + " read backups that are not encrypted, and change what is stored and read. Use https:// where the"
                                + " store has it");
    }

    /** The warnings of a driver, with that of the place to which the Database's backups go, if there is one. */
    public static List<Warning> with(List<Warning> warnings, @Nullable BackupTarget place) {
        var store = place == null ? null : place.target();
        var said = store == null ? Optional.<String>empty() : of(store, "spec.backupTo.s3");
        if (said.isEmpty()) {
            return warnings;
        }
        var all = new ArrayList<>(warnings);
        all.add(new Warning(LocationReasons.STORE_WITHOUT_TLS, said.get()));
        return all;
    }
}
