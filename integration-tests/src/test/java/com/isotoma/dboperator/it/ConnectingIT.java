package com.isotoma.dboperator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.isotoma.dboperator.testsupport.LocalServers;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each way of docs/connecting.md to connect, with a real client and the Secret of a real Database. */
@WithOperator
class ConnectingIT {
    private static final Path PAGE = Path.of("../docs/connecting.md");
    private static final String SQLALCHEMY =
            "://{{uriEncoded.username}}:{{uriEncoded.password}}@{{host}}:{{port}}/{{uriEncoded.database}}";
    private static final String MYSQL_DSN =
            "{{username}}:{{password}}@tcp({{host}}:{{port}})/{{uriEncoded.database}}?parseTime=true";
    private static final String OPTION_FILE =
            "[client]\nhost={{host}}\nport={{port}}\nuser={{username}}\npassword={{password}}\n";

    private static Path clients = Path.of("");

    private final Path files;

    ConnectingIT(@TempDir Path files) {
        this.files = files;
    }

    @BeforeAll
    static void build() throws IOException, InterruptedException {
        var built = Program.run("../build-support/clients");
        assertThat(built.status()).as(built.output()).isZero();
        clients = Path.of(built.output().strip().lines().reduce("", (before, last) -> last));
    }

    @Test
    void thePageShowsWhatIsTriedHere() throws IOException {
        var page = Files.readString(PAGE);
        var unindented = page.replaceAll("(?m)^ +", "");
        assertThat(page)
                .contains(
                        "postgresql+psycopg" + SQLALCHEMY,
                        "mysql+pymysql" + SQLALCHEMY,
                        MYSQL_DSN,
                        "new Pool()",
                        "new Pool({connectionString: process.env.DATABASE_URL})",
                        "create_engine(\"postgresql+psycopg://\")",
                        "pgxpool.New(ctx, \"\")",
                        "psql \"$DATABASE_URL\"",
                        "mysql --user=\"$MYSQL_USER\" \"$MYSQL_DATABASE\"",
                        "mysql --defaults-extra-file=/bindings/orders/my.cnf \"$DATABASE\"");
        assertThat(unindented).contains(OPTION_FILE, "host: process.env.DB_HOST,\nport: Number(process.env.DB_PORT),");
    }

    @Test
    void postgresql() throws Exception {
        try (var namespace = TestNamespace.create(Servers.POSTGRESQL)) {
            var secret = secret(
                    namespace,
                    DatabaseYaml.of(Servers.POSTGRESQL, "orders")
                            .set("secret.presets", List.of("env", "env-postgres", "spring", "quarkus"))
                            .set(
                                    "secret.templates",
                                    Map.of(
                                            "SQLALCHEMY_DATABASE_URL",
                                            "postgresql+psycopg" + SQLALCHEMY,
                                            "spring.datasource.url",
                                            "{{jdbc-url}}",
                                            "spring.datasource.username",
                                            "{{username}}",
                                            "spring.datasource.password",
                                            "{{password}}")));
            var client = new Client(secret, "SELECT session_user", LocalServers.of("POSTGRESQL", "BIN"));

            client.connects(java("spring"));
            client.connects(java("quarkus"));
            client.connects(List.of(clients.resolve("go/client").toString()));
            client.connects(List.of("psql", "-X", "-c", "SELECT session_user"));
            client.connects(List.of("sh", "-c", "psql -X -c 'SELECT session_user' \"$DATABASE_URL\""));
            client.connects(configTree(secret), Map.of());
            if (has("node/node_modules")) {
                client.connects(node("pg-variables.js"));
                client.connects(node("pg-uri.js"));
            }
            if (has("python/venv")) {
                client.connects(python("psycopg_variables.py"));
                client.connects(python("sqlalchemy_url.py"));
            }
            end(namespace);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mysql", "mariadb"})
    void mysqlAndMariadb(String driver) throws Exception {
        var server = Servers.of(driver);
        try (var namespace = TestNamespace.create(server)) {
            var secret = secret(
                    namespace,
                    DatabaseYaml.of(server, "orders")
                            .set("secret.presets", List.of("env", "env-mysql", "spring"))
                            .set(
                                    "secret.templates",
                                    Map.of(
                                            "SQLALCHEMY_DATABASE_URL",
                                            "mysql+pymysql" + SQLALCHEMY,
                                            "MYSQL_DSN",
                                            MYSQL_DSN,
                                            "my.cnf",
                                            OPTION_FILE)));
            var client = new Client(
                    secret, "SELECT current_user()", LocalServers.of(driver.toUpperCase(Locale.ROOT), "BIN"));

            // First, while no login of the account is in the server's cache.
            if (has("python/venv")) {
                client.connects(python("sqlalchemy_url.py"));
            }
            client.connects(java("spring"));
            client.connects(List.of(clients.resolve("go/client").toString()));
            client.connects(List.of(
                    "sh", "-c", driver + " --user=\"$MYSQL_USER\" -e 'SELECT current_user()' \"$MYSQL_DATABASE\""));
            var file = Files.writeString(files.resolve("my.cnf"), secret.get("my.cnf"));
            client.connects(
                    List.of(
                            Path.of(client.tools(), driver).toString(),
                            "--defaults-extra-file=" + file,
                            "-e",
                            "SELECT current_user()",
                            secret.get("database")),
                    Map.of());
            if (has("node/node_modules")) {
                client.connects(node("mysql2.js"));
            }
            end(namespace);
        }
    }

    @Test
    void clientsForNodeAndPythonAreTriedWhereTheseAreInstalled() {
        assumeTrue(has("node/node_modules"), "npm was not found: no client for Node.js is tried");
        assumeTrue(has("python/venv"), "python3 was not found: no client for Python is tried");
    }

    /** Runs programs as a container would that has the Secret. */
    private record Client(Map<String, String> secret, String who, String tools) {
        void connects(List<String> command) throws IOException, InterruptedException {
            connects(command, secret);
        }

        void connects(List<String> command, Map<String, String> environment) throws IOException, InterruptedException {
            var all = new HashMap<>(environment);
            all.put("WHO", who);
            all.put("PATH", tools + File.pathSeparator + System.getenv("PATH"));
            var end = Program.run(command, all);
            assertThat(end.output()).as("%s", command).contains(secret.get("username"));
            assertThat(end.status()).as(end.output()).isZero();
        }
    }

    private static Map<String, String> secret(TestNamespace namespace, DatabaseYaml yaml) {
        namespace.apply(yaml.set("deletionPolicy", "Delete"));
        namespace.awaitReady("orders");
        return namespace.secretValues("orders");
    }

    private static void end(TestNamespace namespace) {
        namespace.deleteDatabase("orders");
        namespace.awaitGone("orders");
    }

    private static boolean has(String part) {
        return Files.exists(clients.resolve(part));
    }

    private static List<String> java(String framework, String... options) {
        var command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin/java").toString()));
        command.addAll(List.of(options));
        var jar = framework.equals("quarkus") ? "client-runner.jar" : "client.jar";
        command.addAll(
                List.of("-jar", clients.resolve(framework + "/target/" + jar).toString()));
        return command;
    }

    private static List<String> node(String program) {
        return List.of("node", clients.resolve("node/" + program).toString());
    }

    private static List<String> python(String program) {
        return List.of(
                clients.resolve("python/venv/bin/python").toString(),
                clients.resolve("python/" + program).toString());
    }

    /** The Secret as files, among them the templates that are called as Spring's properties. */
    private List<String> configTree(Map<String, String> secret) throws IOException {
        var tree = Files.createDirectory(files.resolve("orders"));
        for (var key : secret.entrySet()) {
            Files.writeString(tree.resolve(key.getKey()), key.getValue());
        }
        return java("spring", "-Dspring.config.import=configtree:" + tree + "/");
    }
}
