package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.ServiceBinding;
import java.nio.charset.StandardCharsets;

/** URLs by which programs find a database. */
final class Urls {
    private static final String TYPE = "postgresql";

    private Urls() {}

    static ServiceBinding binding(Endpoint endpoint, DatabaseTarget target, String password) {
        var query = endpoint.sslMode() == null ? "" : "?sslmode=" + endpoint.sslMode();
        boolean bySystem = endpoint.verifiesBySystem();
        var uri = "postgresql://" + encoded(target.username()) + ":" + encoded(password) + "@" + endpoint.authority()
                + "/" + encoded(target.databaseName()) + query + (bySystem ? "&sslrootcert=system" : "");
        var plain = new ServiceBinding(
                TYPE,
                TYPE,
                endpoint.host(),
                endpoint.port(),
                uri,
                jdbc(endpoint, target.databaseName())
                        + query
                        + (bySystem ? "&sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory" : ""));
        // Where the application has it as a file, if anywhere, is not known here: the URLs name none.
        return endpoint.caCertificate() == null ? plain : plain.withEntry("ca.crt", endpoint.caCertificate());
    }

    static String jdbc(Endpoint endpoint, String database) {
        return "jdbc:postgresql://" + endpoint.authority() + "/" + encoded(database);
    }

    /** Percent-encoding of everything but RFC 3986's unreserved characters. */
    static String encoded(String text) {
        var encoded = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (c < 0x80 && (Character.isLetterOrDigit(c) || "-._~".indexOf(c) >= 0)) {
                encoded.append(c);
            } else {
                encoded.append('%')
                        .append(Character.toUpperCase(Character.forDigit(c >> 4, 16)))
                        .append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
            }
        }
        return encoded.toString();
    }
}
