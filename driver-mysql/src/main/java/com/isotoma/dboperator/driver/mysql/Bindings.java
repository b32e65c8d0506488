package com.isotoma.dboperator.driver.mysql;

import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.ServiceBinding;
import com.isotoma.dboperator.driver.support.Percent;
import java.util.Optional;

/** What applications need to connect. The product is the one that the driver is named after. */
final class Bindings {
    private Bindings() {}

    static ServiceBinding of(Flavour named, Endpoint endpoint, DatabaseTarget target, Credentials login) {
        var place = endpoint.address() + "/" + Percent.encode(target.databaseName());
        var uri = "mysql://" + Percent.encode(login.username()) + ":" + Percent.encode(login.password()) + "@" + place
                + uriQuery(endpoint);
        var jdbcUrl = switch (named) {
            case MYSQL -> "jdbc:mysql://" + place + jdbcQuery(mysqlWord(endpoint));
            case MARIADB -> "jdbc:mariadb://" + place + jdbcQuery(mariadbWord(endpoint));
        };
        var plain = new ServiceBinding(
                "mysql",
                named.provider(),
                endpoint.address().host(),
                endpoint.address().port(),
                uri,
                jdbcUrl);
        // Where the application has it as a file, if anywhere, is not known here: the URLs name none.
        return endpoint.caCertificate()
                .map(pem -> plain.withEntry("ca.crt", pem))
                .orElse(plain);
    }

    /** The default says nothing, so that clients which know no such parameter take the URI. */
    private static String uriQuery(Endpoint endpoint) {
        return mysqlWord(endpoint).map(word -> "?ssl-mode=" + word).orElse("");
    }

    private static String jdbcQuery(Optional<String> word) {
        return word.map(w -> "?sslMode=" + w).orElse("");
    }

    private static Optional<String> mysqlWord(Endpoint endpoint) {
        return endpoint.tls() == TlsMode.PREFERRED
                ? Optional.empty()
                : Optional.of(endpoint.tls().name());
    }

    private static Optional<String> mariadbWord(Endpoint endpoint) {
        return Optional.ofNullable(endpoint.tls().mariadbWord());
    }
}
