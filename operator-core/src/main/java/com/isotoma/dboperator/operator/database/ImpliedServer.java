package com.isotoma.dboperator.operator.database;

import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.driver.support.Labels;
import com.isotoma.dboperator.operator.job.ServerPlace;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The server that Databases of one namespace share without a resource that says so: those with equal {@code driver}, {@code
 * connect} and {@code credentials}. Whoever has the admin's password can do anything to all of them on the server, so that one
 * account for them gives nothing away.
 */
final class ImpliedServer {
    /** No key of {@code connect} is empty. */
    private static final String KEPT = "";

    private static final String SALT = UUID.randomUUID().toString();
    private static final int DIGITS = 32;

    private ImpliedServer() {}

    /**
     * What stands for the one of a Database that describes it itself, fit for a label: the same for Databases that share it, and for
     * no others of their namespace.
     */
    static String of(Database database) {
        var kept = Objects.requireNonNull(database.getSpec().connect()).get(KEPT);
        return kept == null ? digest(database) : kept.getStrVal();
    }

    /** What the cache keeps of {@code connect}: what stands for this one, and for the place of the server. */
    static @Nullable Map<String, IntOrString> kept(Database database) {
        var connect = database.getSpec().connect();
        if (connect == null || database.getSpec().credentials() == null) {
            return connect;
        }
        var kept = new TreeMap<>(ServerPlace.kept(connect));
        kept.put(KEPT, new IntOrString(of(database)));
        return kept;
    }

    private static String digest(Database database) {
        var spec = database.getSpec();
        var credentials = Objects.requireNonNull(spec.credentials());
        var password = credentials.password();
        var text = Serialization.asJson(Arrays.asList(
                spec.driver(),
                new TreeMap<>(Objects.requireNonNull(spec.connect())),
                credentials.username(),
                password));
        // A label is read by more people than a spec: of a password that is written out it tells nothing to try others
        // by.
        var salt = password.value() == null ? "" : SALT;
        return Labels.hash(salt + text).substring(0, DIGITS);
    }
}
