package com.isotoma.dboperator.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.testsupport.Bucket;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Names that somebody chose with care. */
@WithOperator
@Execution(ExecutionMode.CONCURRENT)
class NamesIT {
    /** Names that are taken as they are, with what a careless driver would do to them. */
    static Stream<Arguments> names() {
        var hostile = "a'b\"c`d;e$(f)\\g -- %_*é漢?/..";
        return Stream.of(
                Arguments.of("postgresql", hostile + unique()),
                Arguments.of("mysql", hostile.replace("..", "") + unique()),
                Arguments.of("demo-http", hostile + unique()),
                Arguments.of("postgresql", "n".repeat(55) + unique()),
                Arguments.of("mysql", "n".repeat(56) + unique()));
    }

    private static String unique() {
        return UUID.randomUUID().toString().substring(0, 8);
    }

    @ParameterizedTest
    @MethodSource("names")
    void anyNameIsANameAndNothingElse(String driver, String name) throws Exception {
        var server = Servers.of(driver);
        // As long as a label's value may be, or as a name may be.
        var resource = driver.equals("demo-http") ? ("r".repeat(62) + ".").repeat(4) + "r" : "r".repeat(63);
        try (var namespace = TestNamespace.create(server);
                var bucket = new Bucket()) {
            namespace.apply(DatabaseYaml.of(server, resource).set("name", name));
            namespace.awaitReady(resource);
            var secret = namespace.secretValues(resource);
            assertThat(secret).containsEntry("database", name);
            server.store(secret, "here");
            assertThat(server.stored(secret)).containsExactly("here");
            namespace.deleteDatabase(resource);
            namespace.awaitGone(resource);
            assertThat(server.hasDatabase(name)).isFalse();
            assertThat(server.hasUser(SqlServer.value(secret, "username"))).isFalse();
            assertThat(bucket.backups(namespace.name + "/")).hasSize(1);
        }
    }
}
