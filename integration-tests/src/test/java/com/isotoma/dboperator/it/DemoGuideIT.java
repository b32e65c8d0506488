package com.isotoma.dboperator.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.testsupport.Bucket;
import com.isotoma.dboperator.testsupport.LocalServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every command of docs/demo.md is run as it stands there, in the folders that the quickstart makes. */
class DemoGuideIT {
    private static final String QUICKSTART = ".cache/db-operator/quickstart";
    private final Document guide = Document.of("docs/demo.md");

    DemoGuideIT() throws IOException {}

    @Test
    void itsCommandsDoWhatItSays(@TempDir Path home) throws Exception {
        try (var namespace = Demo.namespace();
                var operator = Demo.operator(namespace);
                var bucket = new Bucket("database-backup-" + namespace.name)) {
            quickstartFolder(home, namespace);
            try {
                var end = run(home);

                assertThat(end.status()).as(end.output() + operator.log()).isZero();
                assertThat(end.output())
                        .containsPattern("(?s)persons +3 +3 +persons-0 +True.*Hamilton.*Hamilton")
                        .contains("\ntrue", "s3://database-backup-" + namespace.name + "/persons/")
                        .containsPattern("(?m)^job.batch/manuallytriggered condition met$")
                        .endsWith("databasecluster.database.sample.third.party \"persons\" deleted\n");
                assertThat(bucket.keys("persons/")).hasSize(2);
            } finally {
                bucket.remove();
            }
        }
    }

    @Test
    void theQuickstartItNamesIsRunBeforeAnyChangeIsTaken() throws IOException {
        assertThat(commands().filter(c -> c.startsWith("./")).toList())
                .containsExactly("./quickstart demo", "./quickstart demo --once", "./quickstart down");
        assertThat(Workspace.root().resolve(".ci/run")).content().contains("\n./quickstart demo --once\n");
    }

    @Test
    void itsResourcesAreValid() throws Exception {
        try (var namespace = TestNamespace.create()) {
            for (var yaml : guide.fragments("yaml")) {
                var end = namespace.kubectl(yaml, new String[] {"apply", "--dry-run=server", "--filename=-"});
                assertThat(end.status()).as(end.output()).isZero();
            }
        }
    }

    private Program.End run(Path home) throws IOException, InterruptedException {
        // An answer that is an error ends the script, too.
        var script = "set -euo pipefail\ncurl() { command curl -sS --fail-with-body --max-time 20 \"$@\"; echo; }\n"
                + commands().filter(c -> !c.startsWith("./")).collect(Collectors.joining("\n"));
        return Program.run(
                new byte[0],
                List.of(
                        "env",
                        "-u",
                        "DB_OPERATOR_CACHE",
                        "-u",
                        "XDG_CACHE_HOME",
                        "HOME=" + home,
                        "bash",
                        "-c",
                        script));
    }

    /** The lines of all shell fragments, without what is said beside them. */
    private Stream<String> commands() {
        return guide.fragments("sh").stream().flatMap(String::lines).map(line -> line.replaceFirst(" +# .*", ""));
    }

    /** What the guide's reader has, as the quickstart makes it. */
    private static void quickstartFolder(Path home, TestNamespace namespace) throws Exception {
        var folder = home.resolve(QUICKSTART);
        var files = Files.createDirectories(folder.resolve("files"));
        for (var name : List.of("persons.yaml", "persons-backup.yaml")) {
            var yaml = Files.readString(
                            Workspace.root().resolve("quickstart.d/yaml").resolve(name))
                    .replace("${LOCAL_S3_ENDPOINT}", LocalServers.of("S3", "ENDPOINT"))
                    .replace("${LOCAL_S3_REGION}", LocalServers.of("S3", "REGION"));
            Files.writeString(files.resolve(name), yaml);
        }
        var kubeconfig = folder.resolve("kubeconfig");
        Files.write(
                kubeconfig,
                Program.run("kubectl", "config", "view", "--raw", "--flatten").bytes());
        var set = Program.run(
                "kubectl",
                "--kubeconfig=" + kubeconfig,
                "config",
                "set-context",
                "--current",
                "--namespace=" + namespace.name);
        assertThat(set.status()).as(set.output()).isZero();
        Files.createDirectories(folder.resolve("servers/s3/data"));
        Files.createSymbolicLink(folder.resolve("servers/s3/data/objects"), Path.of(LocalServers.of("S3", "DIR")));
    }
}
