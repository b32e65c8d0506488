package com.isotoma.dboperator.driver.cluster.secret;

import com.isotoma.dboperator.crds.v1alpha1.SecretSpec;
import com.isotoma.dboperator.driver.cluster.DatabaseHandle;
import com.isotoma.dboperator.driver.secret.SecretData;
import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverApi;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.ServiceBinding;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What goes into the application's Secret besides the login and its password.
 *
 * @param logins by which applications can log in: the first for a new Secret, the others where the Secret has one of them
 */
public record SecretContent(
        String databaseName, List<String> logins, Function<Credentials, ServiceBinding> binding, SecretSpec spec) {
    /** Stands for a password where none is shown to anyone. */
    private static final String SAMPLE = "sample";

    /** That of a Database. Databases of earlier versions log in as their user itself. */
    public static SecretContent of(DatabaseHandle database, DriverApi driver, DatabaseTarget target) {
        return new SecretContent(
                target.databaseName(),
                Stream.concat(driver.logins(target).stream(), Stream.of(target.username()))
                        .toList(),
                login -> driver.binding(target, login),
                database.spec().effectiveSecret());
    }

    /**
     * Looks whether the Secret can be made as the spec asks for, before anything is changed.
     *
     * @throws DriverException of kind USER that names the field, the value and the remedy
     */
    public void check() throws DriverException {
        var sample = new Credentials(logins.getFirst(), SAMPLE);
        var unused = SecretData.of(binding.apply(sample), databaseName, sample.username(), SAMPLE, spec);
    }
}
