package com.isotoma.dboperator.driver.demohttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.DriverException.Kind;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The export of a member's persons, as far as the member may be anything. */
@Timeout(60)
class ClusterMemberTest {
    private static final String HEALTH = ScriptedServer.json("{\"version\":\"demo-http 1\"}");

    @Test
    void aWholeExportIsPassedOnAsItIs() throws Exception {
        var export = "{\"id\":\"1\"}\n{\"end\":true,\"records\":1}\n";
        try (var server = new ScriptedServer(HEALTH, ScriptedServer.ok("application/jsonl", export))) {
            var sink = new ByteArrayOutputStream();

            assertThat(member(server).exportPersons(sink).server().version()).isEqualTo("demo-http 1");
            assertThat(sink.toString(StandardCharsets.UTF_8)).isEqualTo(export);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{\"id\":\"1\"}\n",
                "{\"id\":\"1\"}\n{\"end\":true,\"records\":2}\n",
                "{\"end\":true,\"records\":0}"
            })
    void anExportThatIsNotWholeIsNoBackup(String export) throws Exception {
        try (var server = new ScriptedServer(HEALTH, ScriptedServer.ok("application/jsonl", export))) {
            assertThatThrownBy(() -> member(server).exportPersons(OutputStream.nullOutputStream()))
                    .asInstanceOf(type(DriverException.class))
                    .returns(Reasons.DUMP_FAILED, DriverException::reason)
                    .returns(Kind.UNAVAILABLE, DriverException::kind);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "application/json"})
    void anAnswerOfAnotherTypeIsNoBackup(String mediaType) throws Exception {
        try (var server = new ScriptedServer(HEALTH, ScriptedServer.ok(mediaType, "{\"end\":true,\"records\":0}\n"))) {
            assertThatThrownBy(() -> member(server).exportPersons(OutputStream.nullOutputStream()))
                    .asInstanceOf(type(DriverException.class))
                    .returns(Kind.INTERNAL, DriverException::kind)
                    .extracting(DriverException::getMessage)
                    .asString()
                    .contains("/persons/export answers with '" + mediaType + "'");
        }
    }

    @Test
    void aMemberThatIsTooOldIsTheUsersToReplace() throws Exception {
        try (var server = new ScriptedServer(
                HEALTH, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")) {
            assertThatThrownBy(() -> member(server).exportPersons(OutputStream.nullOutputStream()))
                    .asInstanceOf(type(DriverException.class))
                    .returns(Kind.USER, DriverException::kind);
        }
    }

    @Test
    void aMemberThatIsNotThereIsWaitedFor() throws Exception {
        var gone = new ScriptedServer();
        gone.close();

        assertThatThrownBy(() -> member(gone).exportPersons(OutputStream.nullOutputStream()))
                .asInstanceOf(type(DriverException.class))
                .returns(Reasons.SERVER_UNREACHABLE, DriverException::reason)
                .returns(Kind.UNAVAILABLE, DriverException::kind);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "shop", "ftp://shop:8089", "http://", "http://shop:8089/persons", "http://me:pw@shop", "a b"
            })
    void anAddressThatIsNoneIsRefusedWithoutRepeatingIt(String url) {
        assertThatThrownBy(() -> ClusterMember.at(url))
                .asInstanceOf(type(DriverException.class))
                .returns(Kind.USER, DriverException::kind)
                .extracting(DriverException::getMessage)
                .asString()
                .doesNotContain("pw@");
    }

    private static ClusterMember member(ScriptedServer server) throws DriverException {
        return ClusterMember.at("http://127.0.0.1:" + server.port());
    }
}
