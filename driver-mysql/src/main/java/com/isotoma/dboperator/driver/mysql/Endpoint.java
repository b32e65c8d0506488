package com.isotoma.dboperator.driver.mysql;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Setting;
import com.isotoma.dboperator.driver.spi.Settings;
import com.isotoma.dboperator.driver.sql.Certificates;
import com.isotoma.dboperator.driver.sql.ClientIdentity;
import com.isotoma.dboperator.driver.sql.TlsKeys;
import com.isotoma.dboperator.driver.support.Address;
import java.util.List;
import java.util.Optional;

/**
 * {@code spec.connect}: where the server is and how to trust it.
 *
 * @param address host and port
 * @param tls how much of TLS
 * @param caCertificate certificates of the authorities, in PEM; only where {@code tls} verifies, and empty for those that
 *     systems trust
 * @param client the certificate that the driver shows to the server; empty for none
 */
record Endpoint(Address address, TlsMode tls, Optional<String> caCertificate, Optional<ClientIdentity> client) {
    private static final Address.Keys ADDRESS = Address.keys(3306, "");
    static final TlsKeys TLS =
            TlsKeys.of("MySQL's clients", TlsMode.words(), "PREFERRED; VERIFY_IDENTITY with `caCertificate`");

    static final List<Setting> KEYS = List.of(ADDRESS.host(), ADDRESS.port(), TLS.mode(), TLS.certificate());

    static Endpoint of(Settings connect) throws DriverException {
        connect.allowOnly(TlsKeys.read(KEYS));
        var certificate = TLS.certificate(connect);
        var endpoint = new Endpoint(
                Address.of(connect, ADDRESS), tls(connect, certificate.isPresent()), certificate, TLS.client(connect));
        TLS.check(connect, endpoint.tls().name());
        return endpoint;
    }

    /** Who gives an authority wants it to be used. */
    private static TlsMode tls(Settings connect, boolean hasCa) throws DriverException {
        var word = connect.text(TLS.mode().key());
        if (word.isPresent()) {
            return TlsMode.of(connect, TLS.mode(), word.get());
        }
        return hasCa ? TlsMode.VERIFY_IDENTITY : TlsMode.PREFERRED;
    }

    /** Whose certificates are good, in PEM, for JDBC and the programs alike; empty where none is looked at. */
    Optional<String> authorities() {
        return tls.verifies() ? Optional.of(Certificates.trusted(caCertificate)) : Optional.empty();
    }

    @Override
    public String toString() {
        return address.authority();
    }
}
