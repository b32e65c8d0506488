package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.spi.ServiceBinding;
import com.isotoma.dboperator.testsupport.LocalServers;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Set;

/** Applications that know nothing but their binding. */
final class Applications {
    /** Wrong password, not allowed in, no right to connect, no such database. */
    private static final Set<String> REFUSED = Set.of("28P01", "28000", "42501", "3D000");

    private Applications() {}

    /** By the URI as libpq takes it, and by the JDBC URL. */
    static boolean canConnect(ServiceBinding binding, String password)
            throws SQLException, IOException, InterruptedException {
        return psqlConnects(binding.uri()) && connects(binding, password);
    }

    /** By a URI, as libpq takes it. */
    static boolean psqlConnects(String uri) throws IOException, InterruptedException {
        var psql = new ProcessBuilder(
                Path.of(LocalServers.of("POSTGRESQL", "BIN"), "psql").toString(),
                "--no-psqlrc",
                "--command=SELECT 1",
                "--dbname=" + uri);
        psql.environment().put("PGCONNECT_TIMEOUT", "10");
        psql.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        return psql.start().waitFor() == 0;
    }

    private static boolean connects(ServiceBinding binding, String password) throws SQLException {
        var user = URI.create(binding.uri()).getRawUserInfo().split(":", 2)[0];
        try (var connection = DriverManager.getConnection(
                Objects.requireNonNull(binding.jdbcUrl()), URLDecoder.decode(user, StandardCharsets.UTF_8), password)) {
            return connection.isValid(10);
        } catch (SQLException e) {
            if (REFUSED.contains(e.getSQLState())) {
                return false;
            }
            throw e;
        }
    }
}
