package com.isotoma.dboperator.driver.mysql;

import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.sql.SecretFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The option file by which a client program connects, and the certificates that it names. The only file that the program
 * reads: neither the machine's nor the account's own have a say. Deleted on close.
 */
final class ToolLogin implements AutoCloseable {
    /** One row can be that long, which is the protocol's own limit. */
    private static final String MAX_PACKET = "1073741824";

    private final SecretFile options;
    private final Optional<SecretFile> ca;

    private ToolLogin(SecretFile options, Optional<SecretFile> ca) {
        this.options = options;
        this.ca = ca;
    }

    /**
     * @param encrypted whether the JDBC connection to the same server was
     * @param database current database of the interactive client; empty for the dump program, which knows no such option
     */
    static ToolLogin of(
            Flavour flavour, Endpoint endpoint, boolean encrypted, Credentials login, Optional<String> database)
            throws IOException {
        var authorities = endpoint.authorities();
        var ca = authorities.isPresent()
                ? Optional.of(SecretFile.of(".pem", authorities.get()))
                : Optional.<SecretFile>empty();
        try {
            var file = new OptionFile()
                    .set("host", endpoint.address().host())
                    .set("port", String.valueOf(endpoint.address().port()))
                    .set("protocol", "tcp")
                    .set("user", login.username())
                    .set("password", login.password())
                    .set("default-character-set", "utf8mb4")
                    .set("max-allowed-packet", MAX_PACKET)
                    .set("loose-connect-timeout", "15");
            database.ifPresent(name -> file.set("database", name));
            ca.ifPresent(pem -> file.set("ssl-ca", pem.path().toString()));
            switch (flavour) {
                case MYSQL -> mysqlTls(file, endpoint.tls());
                case MARIADB -> mariadbTls(file, endpoint.tls(), encrypted);
            }
            return new ToolLogin(SecretFile.of(".cnf", file.text()), ca);
        } catch (IOException e) {
            if (ca.isPresent()) {
                ca.get().close();
            }
            throw e;
        }
    }

    private static void mysqlTls(OptionFile file, TlsMode tls) {
        file.set("ssl-mode", tls.name());
        if (tls.mayBePlain()) {
            file.flag("get-server-public-key");
        }
    }

    /**
     * MariaDB's programs have no "preferred": what the JDBC connection got is asked for. Nor do they check an authority
     * without the host's name, so that VERIFY_CA is as strict as VERIFY_IDENTITY here.
     */
    private static void mariadbTls(OptionFile file, TlsMode tls, boolean encrypted) {
        if (!tls.verifies()) {
            // Plug-ins that show the password to whoever asks would be loaded from the usual folder.
            file.set("plugin-dir", "/nonexistent");
        }
        if (!encrypted) {
            file.flag("skip-ssl");
            return;
        }
        file.flag("ssl");
        file.flag(tls.verifies() ? "ssl-verify-server-cert" : "skip-ssl-verify-server-cert");
    }

    Path optionFile() {
        return options.path();
    }

    @Override
    public void close() throws IOException {
        try (options) {
            if (ca.isPresent()) {
                ca.get().close();
            }
        }
    }
}
