package com.isotoma.dboperator.demo.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The service as a process of its own: its command line, a disk that is full, and its end. */
@Timeout(60)
class DemoServerProcessTest {
    private static final String START = "exec \"$0\" -XX:-UsePerfData -XX:TieredStopAtLevel=1 -cp \"$1\""
            + " com.isotoma.dboperator.demo.service.DemoServer --host 127.0.0.1 --port 0 --data \"$2\"";

    private final Path directory;
    private final List<Process> processes = new ArrayList<>();

    DemoServerProcessTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @AfterEach
    void end() {
        processes.forEach(Process::destroyForcibly);
    }

    @Test
    void itTellsItsPortAndEndsWhenAskedTo() throws Exception {
        int port = start(START);

        assertThat(TestClient.admin(port).makeDatabase("orders", "me", "app", "pw"))
                .isEqualTo(201);
        processes.getFirst().destroy(); // SIGTERM

        assertThat(processes.getFirst().waitFor(10, TimeUnit.SECONDS)).isTrue();
        int again = start(START);
        assertThat(TestClient.admin(again).send("GET", "/databases/orders").statusCode())
                .isEqualTo(200);
    }

    @Test
    void aWrongOptionIsNamed() throws Exception {
        var process = process(START + " --porrt 1");

        assertThat(new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("unknown option --porrt");
        assertThat(process.waitFor()).isEqualTo(1);
    }

    @Test
    void aSecondServerOnTheSameDataIsRefused() throws Exception {
        start(START);
        var second = process(START);

        assertThat(second.waitFor()).isEqualTo(1);
        assertThat(directory.resolve("log")).content().contains("in use by another server");
    }

    @Test
    void onAFullDiskAWriteIsRefusedAndNothingChanges() throws Exception {
        // No file may grow beyond 64 KiB: what a full disk does, without needing one.
        int port = start("ulimit -f 64; " + START);
        var admin = TestClient.admin(port);
        admin.makeDatabase("orders", "me", "app", "pw");
        admin.storeTexts("orders", List.of("fits"));
        var before = admin.json("GET", "/api/replication", "");
        var tooLong = "{\"text\":\"" + "x".repeat(70_000) + "\"}";

        assertThat(admin.send("POST", "/databases/orders/records", tooLong).statusCode())
                .isEqualTo(503);
        assertThat(admin.send("POST", "/persons", "{\"firstName\":\"" + "x".repeat(70_000) + "\"}")
                        .statusCode())
                .isEqualTo(503);

        assertThat(admin.texts("orders")).containsExactly("fits");
        assertThat(admin.json("GET", "/persons", "")).hasSize(4);
        assertThat(admin.json("GET", "/api/replication", "")).isEqualTo(before);
        admin.storeTexts("orders", List.of("fits too"));
        processes.getFirst().destroyForcibly().waitFor();
        assertThat(TestClient.admin(start(START)).texts("orders")).containsExactly("fits", "fits too");
    }

    @Test
    void aDataDirectoryThatIsGoneIsA503AndNotReady() throws Exception {
        int port = start(START);
        var admin = TestClient.admin(port);
        Files.move(directory.resolve("data"), directory.resolve("elsewhere"));

        assertThat(admin.send("POST", "/persons", "{}").statusCode()).isEqualTo(503);
        assertThat(admin.makeDatabase("orders", "me", "app", "pw")).isEqualTo(503);
        assertThat(admin.send("GET", "/readyz").statusCode()).isEqualTo(503);
        assertThat(admin.send("GET", "/healthz").statusCode()).isEqualTo(200);
        assertThat(admin.json("GET", "/persons", "")).hasSize(4);
    }

    private int start(String script) throws IOException {
        var line = process(script).inputReader(StandardCharsets.UTF_8).readLine();
        assertThat(line).matches("demo-http listens at http://127\\.0\\.0\\.1:\\d+");
        return Integer.parseInt(line.substring(line.lastIndexOf(':') + 1));
    }

    private Process process(String script) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var builder = new ProcessBuilder(
                "bash",
                "-c",
                script,
                java,
                System.getProperty("java.class.path"),
                directory.resolve("data").toString());
        builder.environment().put("DEMO_ADMIN_USER", TestServer.ADMIN);
        builder.environment().put("DEMO_ADMIN_PASSWORD", TestServer.ADMIN_PASSWORD);
        // Only a pipe that somebody reads does not fill up; the log goes to a file of the test.
        if (!script.contains("--porrt")) {
            builder.redirectError(
                    ProcessBuilder.Redirect.appendTo(directory.resolve("log").toFile()));
        }
        var process = builder.start();
        processes.add(process);
        return process;
    }
}
