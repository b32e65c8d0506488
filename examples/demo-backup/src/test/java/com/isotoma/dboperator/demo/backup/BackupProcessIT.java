package com.isotoma.dboperator.demo.backup;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.driver.container.Main;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The container's own program, with nothing but its environment. */
@Timeout(120)
class BackupProcessIT {
    private BackupStage stage;
    private ServiceProcess leader;

    private record End(int status, String output) {}

    @BeforeEach
    void begin(@TempDir Path folder) throws Exception {
        stage = new BackupStage();
        leader = new ServiceProcess(folder);
        leader.add("Someone", "Private");
        stage.cluster("shop");
        stage.leader("shop", leader.address);
    }

    @AfterEach
    void end() {
        leader.close();
        stage.close();
    }

    @Test
    void itMakesTheBackupAndLogsNeitherKeysNorPersons() throws Exception {
        var end = run(stage.environment);

        assertThat(end.output()).contains("The object is checked");
        assertThat(end.status()).isZero();
        assertThat(stage.condition("Succeeded").getStatus()).isEqualTo("True");
        assertThat(end.output())
                .doesNotContain(stage.environment.get("CLOUD_OBJECT_STORAGE_HMAC_SECRET_ACCESS_KEY"))
                .doesNotContain("Private");
    }

    @Test
    void aFailureEndsWithTheStatusOfItsKindAndLogsNoKey() throws Exception {
        stage.environment.put("CLOUD_OBJECT_STORAGE_HMAC_SECRET_ACCESS_KEY", "wr0ng-s3cret");
        var end = run(stage.environment);
        assertThat(end.status()).isEqualTo(3);
        assertThat(end.output()).contains("StorageFailed").doesNotContain("wr0ng-s3cret");

        leader.close();
        stage.environment.remove("CLOUD_OBJECT_STORAGE_HMAC_SECRET_ACCESS_KEY");
        end = run(stage.environment);
        assertThat(end.status()).isEqualTo(3);
        assertThat(end.output()).contains("CLOUD_OBJECT_STORAGE_HMAC_SECRET_ACCESS_KEY is not set");
    }

    @Test
    void anEndpointWithoutASchemeIsReachedByTls(@TempDir Path keys) throws Exception {
        try (var tls = new TlsFront(keys)) {
            stage.environment.put("CLOUD_OBJECT_STORAGE_SERVICE_ENDPOINT", tls.endpoint());
            assertThat(run(stage.environment).status()).isEqualTo(1);
            assertThat(stage.condition("DataWritten").getStatus()).isEqualTo("False");
            assertThat(stage.condition("DataWritten").getMessage()).contains("certif");

            stage.environment.put("JAVA_TOOL_OPTIONS", tls.trust());
            var trusting = run(stage.environment);

            assertThat(trusting.status()).as(trusting.output()).isZero();
        }
        assertThat(stage.bucket.keys("shop/")).hasSize(1);
        assertThat(stage.runs())
                .singleElement()
                .satisfies(r -> assertThat(r.attempts()).isEqualTo(2));
    }

    private static End run(Map<String, String> environment) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName())
                .redirectErrorStream(true);
        builder.environment().putAll(environment);
        var process = builder.start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new End(process.exitValue(), output);
    }
}
