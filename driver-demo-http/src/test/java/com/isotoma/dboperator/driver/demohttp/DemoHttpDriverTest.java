package com.isotoma.dboperator.driver.demohttp;

import com.isotoma.dboperator.demo.service.TestClient;
import com.isotoma.dboperator.demo.service.TestServer;
import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverApi;
import com.isotoma.dboperator.driver.spi.Owner;
import com.isotoma.dboperator.driver.spi.ServiceBinding;
import com.isotoma.dboperator.driver.support.Percent;
import com.isotoma.dboperator.testkit.ApplicationSession;
import com.isotoma.dboperator.testkit.DriverContract;
import com.isotoma.dboperator.testkit.JudgedError;
import com.isotoma.dboperator.testkit.Trap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The contract that every driver keeps, against a real server. */
class DemoHttpDriverTest extends DriverContract {
    private static TestServer server;

    @BeforeAll
    static void startServer(@TempDir Path data) throws IOException {
        server = TestServer.start(data);
    }

    @AfterAll
    static void stopServer() {
        server.kill();
    }

    /** The server keeps what it is given and runs none of it. */
    @Override
    protected List<Trap> traps() {
        return List.of();
    }

    @Override
    protected DriverApi driver() {
        return new DemoHttpDriver();
    }

    @Override
    protected DatabaseTarget target(Owner owner, String databaseName) {
        return Targets.at(server.port(), owner, databaseName);
    }

    @Override
    protected Duration patience() {
        return Duration.ofSeconds(45);
    }

    @Override
    protected DatabaseTarget withWrongAdminPassword(DatabaseTarget target) {
        return Targets.with(target, new Credentials(TestServer.ADMIN, "wrong-password"));
    }

    @Override
    protected DatabaseTarget withClosedPort(DatabaseTarget target) {
        try (var closedAtOnce = new ServerSocket(0)) {
            return Targets.at(closedAtOnce.getLocalPort(), target.owner(), target.databaseName());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected boolean canLogIn(DatabaseTarget target, String password) {
        return canReach(target, password, target);
    }

    @Override
    protected boolean canReach(DatabaseTarget from, String password, DatabaseTarget to) {
        return status(new TestClient(server.port(), from.username(), password), records(to)) == 200;
    }

    @Override
    protected boolean canConnect(ServiceBinding binding, String password) throws Exception {
        var uri = URI.create(binding.uri());
        var account = uri.getRawUserInfo().split(":", 2);
        return new TestClient(uri.getPort(), decoded(account[0]), decoded(account[1]))
                        .send("GET", uri.getRawPath() + "/records")
                        .statusCode()
                == 200;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** Each request of HTTP logs in anew. */
    @Override
    protected Optional<ApplicationSession> openSession(DatabaseTarget target, String password) {
        return Optional.empty();
    }

    @Override
    protected void store(DatabaseTarget target, String password, List<String> texts) throws Exception {
        new TestClient(server.port(), target.username(), password).storeTexts(target.databaseName(), texts);
    }

    @Override
    protected List<String> stored(DatabaseTarget target, String password) throws Exception {
        return new TestClient(server.port(), target.username(), password).texts(target.databaseName());
    }

    @Override
    protected boolean databaseExists(DatabaseTarget target) {
        return status(admin(), TestClient.database(target.databaseName())) == 200;
    }

    @Override
    protected boolean userExists(DatabaseTarget target) throws Exception {
        // Users are unique: another database can have this one exactly when nobody has.
        var probe = "probe " + target.databaseName().hashCode();
        int status = admin().makeDatabase(probe, "probe", target.username(), "pw");
        admin().send("DELETE", TestClient.database(probe) + "?owner=probe");
        return status == 409;
    }

    @Override
    protected List<JudgedError> errors() {
        return List.of(
                answered(503, true),
                answered(504, true),
                answered(429, true),
                answered(400, false),
                answered(401, false),
                answered(404, false),
                answered(500, false));
    }

    private static JudgedError answered(int status, boolean passes) {
        var answer = Answer.of("GET", "http://db/", status, "{\"error\": \"no\"}".getBytes(StandardCharsets.UTF_8));
        return new JudgedError("HTTP " + status, passes, Map.of("HTTP", failureOf(answer::expectSuccess)));
    }

    @Override
    protected List<String> awkwardNames() {
        return Targets.AWKWARD_NAMES;
    }

    @Override
    protected void makeForeignDatabase(DatabaseTarget target) throws Exception {
        admin().makeDatabase(target.databaseName(), "somebody", "somebody's user", "pw");
    }

    @Override
    protected void dropForeignDatabase(DatabaseTarget target) throws Exception {
        admin().send("DELETE", TestClient.database(target.databaseName()) + "?owner=somebody");
    }

    @Override
    protected void makeForeignUser(DatabaseTarget target) throws Exception {
        admin().makeDatabase("of " + target.username(), "somebody", target.username(), "pw");
    }

    @Override
    protected void dropForeignUser(DatabaseTarget target) throws Exception {
        admin().send("DELETE", TestClient.database("of " + target.username()) + "?owner=somebody");
    }

    @Override
    protected void loseDatabase(DatabaseTarget target) throws Exception {
        admin().send(
                        "DELETE",
                        TestClient.database(target.databaseName()) + "?owner="
                                + Percent.segment(target.owner().mark()));
    }

    private static TestClient admin() {
        return TestClient.admin(server.port());
    }

    private static String records(DatabaseTarget target) {
        return TestClient.database(target.databaseName()) + "/records";
    }

    private static int status(TestClient client, String path) {
        try {
            return client.send("GET", path).statusCode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
