package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.ServiceBinding;
import com.isotoma.dboperator.driver.support.Percent;

/** URLs by which programs find a database. */
final class Bindings {
    private static final String TYPE = "postgresql";

    private Bindings() {}

    static ServiceBinding of(Endpoint endpoint, DatabaseTarget target, Credentials login) {
        var query = endpoint.sslMode() == null ? "" : "?sslmode=" + endpoint.sslMode();
        boolean bySystem = endpoint.verifiesBySystem();
        var uri = "postgresql://" + Percent.encode(login.username()) + ":" + Percent.encode(login.password()) + "@"
                + endpoint.address() + "/" + Percent.encode(target.databaseName()) + query
                + (bySystem ? "&sslrootcert=system" : "");
        var plain = new ServiceBinding(
                TYPE,
                TYPE,
                endpoint.address().host(),
                endpoint.address().port(),
                uri,
                jdbc(endpoint, target.databaseName())
                        + query
                        + (bySystem ? "&sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory" : ""));
        var moded = endpoint.sslMode() == null ? plain : plain.withEntry("sslmode", endpoint.sslMode());
        var trusting = bySystem ? moded.withEntry("sslrootcert", "system") : moded;
        // Where the application has it as a file, if anywhere, is not known here: the URLs name none.
        return endpoint.caCertificate()
                .map(pem -> trusting.withEntry("ca.crt", pem))
                .orElse(trusting);
    }

    static String jdbc(Endpoint endpoint, String database) {
        return "jdbc:postgresql://" + endpoint.address() + "/" + Percent.encode(database);
    }
}
