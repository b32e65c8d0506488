package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.sql.SecretFiles;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.postgresql.PGProperty;

/** The certificates of an endpoint as files, for JDBC and for libpq. Deleted on close. */
final class TlsFiles implements AutoCloseable {
    private final SecretFiles files = new SecretFiles();
    private final Map<String, String> variables = new HashMap<>();
    private final Properties jdbc = new Properties();

    private TlsFiles() {}

    static TlsFiles of(Endpoint endpoint) throws DriverException {
        var made = new TlsFiles();
        try {
            made.write(endpoint);
            return made;
        } catch (IOException | DriverException e) {
            made.close();
            if (e instanceof DriverException failure) {
                throw failure;
            }
            throw DriverException.internal(
                    Reasons.INTERNAL_ERROR, "Cannot write certificates to a temporary file: " + e, e);
        }
    }

    private void write(Endpoint endpoint) throws IOException, DriverException {
        var authorities = endpoint.authorities();
        if (authorities.isPresent()) {
            var file = files.write(".pem", authorities.get()).toString();
            PGProperty.SSL_ROOT_CERT.set(jdbc, file);
            variables.put("PGSSLROOTCERT", file);
        }
        if (endpoint.client().isPresent()) {
            var client = endpoint.client().get();
            variables.put("PGSSLCERT", files.write(".crt", client.certificate()).toString());
            variables.put("PGSSLKEY", files.write(".key", client.key()).toString());
            var store = client.store();
            // By the ending, pgjdbc takes it for a key store.
            PGProperty.SSL_KEY.set(jdbc, files.take(store.file()).toString());
            PGProperty.SSL_PASSWORD.set(jdbc, store.password());
        }
    }

    /** For libpq. */
    Map<String, String> variables() {
        return variables;
    }

    /** For JDBC. */
    void describe(Properties properties) {
        properties.putAll(jdbc);
    }

    @Override
    public void close() throws DriverException {
        try {
            files.close();
        } catch (IOException e) {
            throw DriverException.internal(Reasons.INTERNAL_ERROR, "Cannot delete a temporary file: " + e, e);
        }
    }
}
