package com.isotoma.dboperator.driver.stage;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.crds.v1alpha1.Restore;
import com.isotoma.dboperator.crds.v1alpha1.RestorePhase;
import com.isotoma.dboperator.driver.cluster.RestoreHandle;
import com.isotoma.dboperator.driver.run.Steps;
import com.isotoma.dboperator.driver.storage.LocalS3;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * A Database on a memory server, with a Backup {@code nightly} of {@link #BACKED_UP}, and {@link #PRESENT} stored since.
 */
public final class RestoreStage implements AutoCloseable {
    public static final Steps GO_ON = step -> {};
    public static final List<String> BACKED_UP = List.of("one", "two", "three");
    public static final List<String> PRESENT = List.of("newer");

    public final TestRun run = new TestRun();
    public final StoringDriver driver = new StoringDriver();

    public RestoreStage() throws Exception {
        this(unchanged -> {});
    }

    /** @param change is made to the Database before its first backup */
    public RestoreStage(Consumer<TestRun> change) throws Exception {
        change.accept(run);
        run.create(driver);
        store(BACKED_UP);
        backUp("nightly");
        store(PRESENT);
    }

    public void backUp(String name) throws Exception {
        run.askForBackup(name);
        run.backup(name, driver, GO_ON);
    }

    public void store(List<String> lines) {
        driver.store(databaseName(), lines.toArray(String[]::new));
    }

    /** Makes a Restore into the Database. */
    public void apply(String name, String from, String overwrite) {
        apply(name, TestRun.NAME, from, overwrite);
    }

    public void apply(String name, String database, String from, String overwrite) {
        run.apply("""
                apiVersion: db.isotoma.com/v1alpha1
                kind: Restore
                metadata: {name: "%s"}
                spec: {database: "%s", from: {%s}, overwrite: %s}
                """.formatted(name, database, from, overwrite));
    }

    public void restore(String name) throws Exception {
        restore(name, GO_ON);
    }

    public void restore(String name, Steps steps) throws Exception {
        run.restore(TestRun.NAME, name, driver, steps);
    }

    public RestoreHandle found(String name) {
        return run.restore(name).orElseThrow();
    }

    public void delete(String restore) {
        run.client
                .resources(Restore.class)
                .inNamespace(run.namespace)
                .withName(restore)
                .delete();
    }

    public String databaseName() {
        return Objects.requireNonNull(run.database().status().databaseName());
    }

    /** The key of a Backup's object. */
    public String key(String backup) {
        return Objects.requireNonNull(run.backup(backup).status().destination())
                .replace("s3://" + LocalS3.BUCKET + "/", "");
    }

    /** That the Database can be used, has these lines, and nothing else is on the server. */
    public void assertSettled(List<String> lines) {
        var database = run.database();
        assertThat(driver.lines(databaseName())).containsExactlyElementsOf(lines);
        assertThat(driver.names()).containsExactly(databaseName());
        assertThat(database.status().activeRestore()).isNull();
        assertThat(database.unreadiness()).isEmpty();
    }

    public void assertCompleted(String name, List<String> lines) {
        assertThat(found(name).phase()).as(() -> found(name).status().message()).isEqualTo(RestorePhase.COMPLETED);
        assertCondition(name, "Complete", "RestoreSucceeded");
        assertSettled(lines);
    }

    /** That it failed for that reason and nothing was touched. */
    public void assertFailed(String name, String reason, String message) {
        assertThat(found(name).phase()).as(() -> found(name).status().message()).isEqualTo(RestorePhase.FAILED);
        assertCondition(name, "Failed", reason);
        assertThat(found(name).status().message()).contains(message);
        assertSettled(PRESENT);
    }

    private void assertCondition(String name, String type, String reason) {
        assertThat(found(name).status().conditions())
                .filteredOn(c -> c.getType().equals(type))
                .singleElement()
                .satisfies(c -> {
                    assertThat(c.getStatus()).isEqualTo("True");
                    assertThat(c.getReason()).isEqualTo(reason);
                });
    }

    @Override
    public void close() {
        run.close();
    }
}
