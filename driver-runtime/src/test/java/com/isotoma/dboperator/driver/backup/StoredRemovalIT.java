package com.isotoma.dboperator.driver.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import com.isotoma.dboperator.crds.v1alpha1.Restore;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.reasons.BackupReasons;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of stored objects when a Backup is deleted, on a real API server and a real S3 server. */
@Execution(ExecutionMode.CONCURRENT)
class StoredRemovalIT extends RemovalStage {
    StoredRemovalIT() throws Exception {}

    @Test
    void objectAndManifestOfEachCopyGoWithTheBackupAndNothingElse() throws Exception {
        make("b");
        delete("b");
        assertThat(resource("b").get()).isNotNull();

        work("b");

        assertGone("b");
        assertThat(objects()).isEqualTo(before);
        run.askForBackup("nightly-2");
        work("nightly-2");
        delete("nightly-2");
        assertGone("nightly-2");
        assertThat(objects()).hasSizeGreaterThan(before.size());
    }

    @Test
    void thePolicyCanBeChangedAtAnyTime() throws Exception {
        patch(resource("nightly"), "{\"spec\":{\"deletionPolicy\":\"Delete\"}}");
        work("nightly");
        assertThat(finalizers("nightly")).containsExactly(ApiGroup.STORED_FINALIZER);
        patch(resource("nightly"), "{\"spec\":{\"deletionPolicy\":\"Retain\"}}");
        delete("nightly");

        work("nightly");

        assertGone("nightly");
        assertThat(objects()).isEqualTo(before);
    }

    @Test
    void aRestoreThatReadsItHoldsItAndIsNamed() throws Exception {
        make("b");
        stage.apply("back", "backup: b", "WithoutBackup");
        delete("b");

        assertThatThrownBy(() -> work("b")).isInstanceOf(DriverException.class).hasMessageContaining("Restore back");

        assertHeld("b", BackupReasons.HELD_BY_RESTORE, "Restore back");
        run.client
                .resources(Restore.class)
                .inNamespace(run.namespace)
                .withName("back")
                .delete();
        work("b");
        assertGone("b");
        assertThat(objects()).isEqualTo(before);
    }

    @Test
    void noRestoreBeginsWithABackupThatIsBeingDeleted() throws Exception {
        make("b");
        delete("b");
        stage.apply("back", "backup: b", "WithoutBackup");
        stage.restore("back");

        stage.assertFailed("back", "InvalidSpec", "being deleted");
        stage.apply("latest", "latest: {}", "WithoutBackup");
        stage.restore("latest");
        assertThat(stage.found("latest").status().backup()).isEqualTo("nightly");
        work("b");
        assertGone("b");
    }

    @Test
    void objectsThatAnotherBackupNamesStay() throws Exception {
        make("b");
        run.askForBackup("twin");
        var status = run.backup("b").status();
        resource("twin")
                .subresource("status")
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"status\":{\"phase\":\"Completed\",\"destination\":\"%s\"}}"
                                .formatted(status.destination()));
        var stored = objects();
        delete("b");

        work("b");

        assertGone("b");
        assertThat(objects()).isEqualTo(stored);
    }

    @Test
    void objectsOfAnotherClusterOrBackupStay() throws Exception {
        for (var name : List.of("by-cluster", "by-name")) {
            make(name);
            var key = objects().stream()
                    .filter(k -> k.contains(name) && k.endsWith(".manifest.json"))
                    .findFirst()
                    .orElseThrow();
            var text = new String(run.s3.content(key), StandardCharsets.UTF_8);
            var changed = name.equals("by-name")
                    ? text.replace("\"backup\" : \"by-name\"", "\"backup\" : \"another\"")
                    : text.replaceFirst("\"cluster\" : \"[^\"]*\"", "\"cluster\" : \"another\"");
            assertThat(changed).isNotEqualTo(text);
            run.s3.put(key, changed);
            var stored = objects();
            delete(name);

            work(name);

            assertGone(name);
            assertThat(objects()).isEqualTo(stored);
        }
    }

    /** A status is only a claim: of a manifest, or of an attempt that is not there, by whose name others would be found. */
    @ParameterizedTest
    @ValueSource(strings = {".manifest.json", ".0badf00d"})
    void whatAnotherBackupHasStoredStaysWhateverAStatusNames(String word) throws Exception {
        make("claims");
        var url = Objects.requireNonNull(run.backup("nightly").status().destination());
        var named = word.startsWith(".0") ? url.replaceFirst("[.][0-9a-f]{8}[.]", word + ".") : url + word;
        assertThat(named).isNotEqualTo(url);
        resource("claims")
                .subresource("status")
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"status\":{\"copies\":null,\"destination\":\"%s\"}}".formatted(named));
        var stored = objects();
        delete("claims");

        work("claims");

        assertGone("claims");
        assertThat(objects()).isEqualTo(stored);
    }
}
