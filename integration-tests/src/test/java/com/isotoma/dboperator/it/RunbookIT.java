package com.isotoma.dboperator.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.crds.v1alpha1.BackupPhase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The example of the README and then the runbook, followed line by line on PostgreSQL. */
@WithOperator
@Execution(ExecutionMode.CONCURRENT)
@Order(1)
class RunbookIT {
    private static final String MISSING_BUCKET = "no-such-bucket";

    private final Document readme = Document.of("README.md");
    private final Document runbook = Document.of("docs/runbook.md");

    RunbookIT() throws IOException {}

    @Test
    void whatTheDocumentsSayIsWhatHappens(@TempDir Path folder) throws Exception {
        try (var shop = TestNamespace.create(Servers.POSTGRESQL);
                var afterwards = TestNamespace.create(Servers.POSTGRESQL)) {
            var reader = new Reader(folder, shop);
            try {
                example(reader, shop);
                // What the runbook begins with: a change since the backup, and a backup that failed.
                Servers.POSTGRESQL.store(shop.secretValues("orders"), "newer");
                failingBackup(shop);
                customers(afterwards);
                var namespace = shop;
                for (var section : runbook.sections()) {
                    if (section.heading().equals("The cluster is lost")) {
                        namespace = afterwards; // as empty as a new cluster
                    }
                    reader.follow(section, namespace);
                }
            } finally {
                clear(shop);
                clear(afterwards);
            }
        }
    }

    /** Applies the README's resources and does what stands between them. */
    private void example(Reader reader, TestNamespace shop) throws Exception {
        shop.secret("dbpassword", Map.of("password", Servers.POSTGRESQL.adminPassword()));
        var yaml = readme.fragments("yaml").stream().map(reader::own).toList();
        reader.file("orders.yaml", yaml.getFirst());
        reader.follow(console(), shop);
        Servers.POSTGRESQL.store(shop.secretValues("orders"), "backed up");
        for (var resource : yaml.subList(1, yaml.size())) {
            // The Restore would undo what the runbook goes on with.
            var dryRun = resource.contains("kind: Restore") ? " --dry-run=server" : "";
            succeeds(reader.bash("kubectl apply -f -" + dryRun + " <<'END'\n" + resource + "END\n", shop));
        }
        var wait = Pattern.compile("`(kubectl wait --for=condition=Complete [^`]+)`")
                .matcher(readme.text());
        assertThat(wait.find()).isTrue();
        succeeds(reader.bash(wait.group(1) + " --timeout=2m", shop));
    }

    /** The README's terminal: what follows a dollar is typed, and the rest is what comes. */
    private GuideSection console() {
        var lines = readme.fragments("console").getFirst().lines().toList();
        var typed = lines.stream().filter(line -> line.startsWith("$ ")).map(line -> line.substring(2) + "\n");
        var output = lines.stream()
                .filter(line -> !line.startsWith("$ "))
                .map(line -> line.replaceFirst(" +\\d+s$", "")); // its age
        return new GuideSection(
                "README", List.of(new GuideSection.Step(String.join("", typed.toList()), output.toList())));
    }

    private static void failingBackup(TestNamespace shop) {
        shop.apply(Yaml.backup("nightly", "orders")
                + Yaml.backupTo(MISSING_BUCKET).replace("  backupTo:\n    s3:", "  backupTo:\n  - s3:"));
        shop.awaitBackup("nightly", BackupPhase.FAILED);
    }

    /** A Database whose last backup cannot be made. */
    private static void customers(TestNamespace namespace) {
        namespace.apply(DatabaseYaml.of(Servers.POSTGRESQL, "customers").set("backupTo.s3.bucket", MISSING_BUCKET));
        namespace.awaitReady("customers");
    }

    /** Leaves nothing on the servers, whatever has failed. */
    private static void clear(TestNamespace namespace) throws Exception {
        for (var database : List.of("orders", "orders-then", "customers")) {
            Deletion.withoutBackup(namespace, database);
        }
    }

    private static void succeeds(Program.End end) {
        assertThat(end.status()).as(end.output()).isZero();
    }
}
