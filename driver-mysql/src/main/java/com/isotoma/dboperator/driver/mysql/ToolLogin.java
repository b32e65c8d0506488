package com.isotoma.dboperator.driver.mysql;

import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.sql.SecretFiles;
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

    private final Path options;
    private final SecretFiles files;

    private ToolLogin(Path options, SecretFiles files) {
        this.options = options;
        this.files = files;
    }

    /**
     * @param encrypted whether the JDBC connection to the same server was
     * @param database current database of the interactive client; empty for the dump program, which knows no such option
     */
    static ToolLogin of(
            Flavour flavour, Endpoint endpoint, boolean encrypted, Credentials login, Optional<String> database)
            throws IOException {
        var files = new SecretFiles();
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
            certificates(file, endpoint, files);
            switch (flavour) {
                case MYSQL -> mysqlTls(file, endpoint.tls());
                case MARIADB -> mariadbTls(file, endpoint.tls(), encrypted);
            }
            return new ToolLogin(files.write(".cnf", file.text()), files);
        } catch (IOException e) {
            files.close();
            throw e;
        }
    }

    private static void certificates(OptionFile file, Endpoint endpoint, SecretFiles files) throws IOException {
        var authorities = endpoint.authorities();
        if (authorities.isPresent()) {
            file.set("ssl-ca", files.write(".pem", authorities.get()).toString());
        }
        if (endpoint.client().isPresent()) {
            var client = endpoint.client().get();
            file.set("ssl-cert", files.write(".crt", client.certificate()).toString());
            file.set("ssl-key", files.write(".key", client.key()).toString());
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
        return options;
    }

    @Override
    public void close() throws IOException {
        files.close();
    }
}
