package com.isotoma.dboperator.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.testsupport.LocalServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Somebody who follows the documentation in a shell, in a folder of their own, and has what it asks for. */
final class Reader {
    /** As the runbook defines it. */
    private static final String PSQL =
            "psql_orders() { psql \"$(kubectl get secret \"$1\" -o jsonpath='{.data.uri}' | base64 -d)\" -c \"$2\"; }\n";

    /** The words of the documentation that stand for something of the reader's own. */
    private final Map<String, String> words = new LinkedHashMap<>();

    private final Path folder;

    /** @param namespace the one that the documentation names shop */
    Reader(Path folder, TestNamespace namespace) {
        this.folder = folder;
        word("my-backup-bucket/shop", LocalServers.of("S3", "BUCKET") + "/" + namespace.name);
        word("shop orders", namespace.name + " orders");
        word("https://store.example.com", LocalServers.of("S3", "ENDPOINT"));
        word("region: eu-west-1", "region: " + LocalServers.of("S3", "REGION"));
        word("host: db.example.com", "host: " + Servers.POSTGRESQL.host());
        word("port: 5432", "port: " + Servers.POSTGRESQL.port());
        word("value: provisioner", "value: " + Servers.POSTGRESQL.admin());
    }

    /** One more word that stands for something of the reader's own. */
    void word(String documented, String own) {
        words.put(documented, own);
    }

    /** The text with the reader's own words; a bucket is reached with the access key of the Secret {@code store}. */
    String own(String text) {
        var own = text;
        for (var word : words.entrySet()) {
            own = own.replace(word.getKey(), word.getValue());
        }
        return own.replace("      bucket: my-backup-bucket\n", storeLines("      "));
    }

    private static String storeLines(String indent) {
        return """
                bucket: %s
                endpoint: %s
                credentials:
                  accessKeyId: {valueFrom: {secretKeyRef: {name: store, key: id}}}
                  secretAccessKey: {valueFrom: {secretKeyRef: {name: store, key: secret}}}
                """.formatted(LocalServers.of("S3", "BUCKET"), LocalServers.of("S3", "ENDPOINT"))
                .replaceAll("(?m)^(?=.)", indent);
    }

    void file(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    /** Runs what a section says, in that namespace, and compares what comes out of it. */
    void follow(GuideSection section, TestNamespace namespace) throws IOException, InterruptedException {
        var end = bash(own(section.script()), namespace);
        assertThat(end.status()).as(section.heading() + "\n" + end.output()).isZero();
        var expected = section.steps().stream()
                .map(step -> new GuideSection.Step(
                        step.commands(), step.output().stream().map(this::own).toList()))
                .toList();
        assertThat(new GuideSection(section.heading(), expected).missing(end.output()))
                .as(section.heading() + "\n" + end.output())
                .isEmpty();
    }

    /** Runs commands as they stand here. */
    Program.End bash(String script, TestNamespace namespace) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("env", "-C", folder.toString()));
        command.addAll(List.of(
                "KUBECONFIG=" + kubeconfig(namespace),
                "PATH=" + Workspace.root().resolve("driver-postgresql/target/dist/bin") + ":"
                        + LocalServers.of("POSTGRESQL", "BIN") + ":" + System.getenv("PATH"),
                "JAVA_HOME=" + System.getProperty("java.home"),
                "AWS_ACCESS_KEY_ID=" + LocalServers.of("S3", "ACCESS_KEY"),
                "AWS_SECRET_ACCESS_KEY=" + LocalServers.of("S3", "SECRET_KEY"),
                "AWS_REGION=" + LocalServers.of("S3", "REGION"),
                "ADMIN_PASSWORD=" + Servers.POSTGRESQL.adminPassword(),
                "PGHOST=" + Servers.POSTGRESQL.host(),
                "PGPORT=" + Servers.POSTGRESQL.port(),
                "PGUSER=" + Servers.POSTGRESQL.admin(),
                "PGPASSWORD=" + Servers.POSTGRESQL.adminPassword(),
                "bash",
                "-c",
                PSQL + script));
        return Program.run(new byte[0], command);
    }

    Path kubeconfig(TestNamespace namespace) throws IOException, InterruptedException {
        var file = folder.resolve(namespace.name + ".kubeconfig");
        if (!Files.exists(file)) {
            Files.write(
                    file,
                    Program.run("kubectl", "config", "view", "--raw", "--flatten")
                            .bytes());
            var set = Program.run(
                    "kubectl",
                    "--kubeconfig=" + file,
                    "config",
                    "set-context",
                    "--current",
                    "--namespace=" + namespace.name);
            assertThat(set.status()).as(set.output()).isZero();
        }
        return file;
    }
}
