package com.isotoma.dboperator.crds;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.crds.read.Readers;
import com.isotoma.dboperator.crds.read.Unreadable;
import com.isotoma.dboperator.crds.v1alpha1.Backup;
import com.isotoma.dboperator.crds.v1alpha1.BackupSchedule;
import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.crds.v1alpha1.Driver;
import com.isotoma.dboperator.crds.v1alpha1.Restore;
import com.isotoma.dboperator.crds.v1alpha1.StorageLocation;
import com.isotoma.dboperator.demo.v1alpha1.DatabaseBackup;
import com.isotoma.dboperator.demo.v1alpha1.DatabaseCluster;
import io.fabric8.kubernetes.api.model.DefaultKubernetesResourceList;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.WatchEvent;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ReadersTest {
    private static final String GOOD = "{\"driver\":\"d\",\"connect\":{},\"credentials\":"
            + "{\"username\":{\"value\":\"u\"},\"password\":{\"value\":\"p\"}}}";
    private static final KubernetesSerialization READER = Readers.serialization(false);

    private static String database(String spec, String status) {
        return "{\"apiVersion\":\"db.isotoma.com/v1alpha1\",\"kind\":\"Database\",\"spec\":" + spec + ",\"status\":"
                + status
                + ",\"metadata\":{\"name\":\"shop\",\"namespace\":\"team\",\"uid\":\"u1\",\"resourceVersion\":\"7\",\"managedFields\":[{\"manager\":\"kubectl\"}]}}";
    }

    private static Database read(String spec, String status) {
        return READER.unmarshal(database(spec, status), Database.class);
    }

    @Test
    void whatFitsIsReadAndClonedAsItIs() {
        var database = read(GOOD, "{\"observedGeneration\":3}");
        assertThat(Unreadable.of(database)).isEmpty();
        assertThat(READER.clone(database).getSpec()).isEqualTo(database.getSpec());
    }

    @Test
    void limitsAreWiderThanThoseOfAnApiServer() {
        var key = "k".repeat(1_000_000);
        var spec = GOOD.replace("\"connect\":{}", "\"connect\":{\"" + key + "\":1}");
        assertThat(read(spec, "{}").getSpec().connect()).containsOnlyKeys(key);
        var job = READER.unmarshal(
                "{\"metadata\":{\"annotations\":{\"" + key + "\":\"" + "v".repeat(30_000_000) + "\"}}}", Job.class);
        assertThat(job.getMetadata().getAnnotations()).containsKey(key);
    }

    /** The API server reads as YAML what is applied to it, and YAML has fewer characters than JSON. */
    @Test
    void whatIsWrittenIsTheSameInYaml() throws IOException {
        var database = read(GOOD, "{}");
        var all = new StringBuilder();
        IntStream.rangeClosed(1, 0x10ffff).filter(c -> c < 0xd800 || c > 0xdfff).forEach(all::appendCodePoint);
        database.getMetadata().setAnnotations(Map.of("all", all.toString(), all.substring(0, 20_000), ""));
        var written = READER.asJson(database);
        assertThat(written.codePoints().filter(ReadersTest::notInYaml)).isEmpty();
        var again = READER.unmarshal(written, Database.class);
        assertThat(again.getMetadata().getAnnotations())
                .isEqualTo(database.getMetadata().getAnnotations());
    }

    /** What YAML 1.1 calls not printable, and what it takes for the end of a line. */
    private static boolean notInYaml(int c) {
        var printable = c == 0x09
                || c == 0x0a
                || c == 0x0d
                || (c >= 0x20 && c <= 0x7e)
                || (c >= 0xa0 && c <= 0xd7ff)
                || (c >= 0xe000 && c <= 0xfffd && c != 0xfeff)
                || c >= 0x10000;
        return !printable || c == 0x2028 || c == 0x2029;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "null | {} | spec is required and missing",
                "{} | {} | spec.driver is required and missing",
                "{\"driver\":\"d\",\"connect\":{}} | {} | spec.credentials is required and missing",
                "{\"driver\":[]} | {} | spec.driver has a value of another type",
                "GOOD | {\"observedGeneration\":99999999999999999999999} | status.observedGeneration has a value of another type",
                "GOOD | {\"phase\":\"Unheard\"} | status.phase has a value of another type",
                "GOOD | {\"conditions\":7} | status.conditions has a value of another type",
                "GOOD | {\"conditions\":[null]} | status.conditions[0] is required and missing",
            })
    void whatDoesNotFitHasItsMetadataAndTheReason(String spec, String status, String why) {
        var database = read(spec.replace("GOOD", GOOD), status);
        assertThat(Unreadable.of(database))
                .hasValueSatisfying(mark -> assertThat(mark.why()).startsWith(why));
        assertThat(database.getSpec()).isNull();
        assertThat(database.getMetadata().getUid()).isEqualTo("u1");
    }

    @Test
    void whatIsNestedTooDeepIsUnreadable() {
        for (var depth : new int[] {100, 5000}) {
            var deep = "{\"a\":".repeat(depth) + "1" + "}".repeat(depth);
            var database = read(GOOD.replace("\"connect\":{}", "\"connect\":{},\"options\":" + deep), "{}");
            assertThat(Unreadable.of(database))
                    .hasValueSatisfying(mark -> assertThat(mark.why()).contains("deeper"));
        }
    }

    @Test
    void oneThatCannotBeReadLeavesTheOthersOfItsListAlone() {
        var list = READER.unmarshal(
                "{\"metadata\":{},\"items\":[" + database("{\"driver\":{}}", "{}") + "," + database(GOOD, "{}") + "]}",
                Databases.class);
        assertThat(list.getItems()).extracting(Unreadable::readable).containsExactly(false, true);
        assertThat(list.getItems().get(1).getSpec().driver()).isEqualTo("d");
    }

    /** A watch would end for ever otherwise, and the operator with it: of a kind that is not known it makes a generic object first. */
    @ParameterizedTest
    @MethodSource("kinds")
    void anEventOfAWatchIsReadAsItsKindHoweverDeepItIs(Class<? extends CustomResource<?, ?>> kind) throws Exception {
        var deep = "{\"a\":".repeat(9_000) + "1" + "}".repeat(9_000);
        var event = "{\"type\":\"ADDED\",\"object\":{\"apiVersion\":\"" + HasMetadata.getApiVersion(kind)
                + "\",\"kind\":\"" + HasMetadata.getKind(kind) + "\",\"spec\":{\"options\":" + deep
                + "},\"metadata\":{\"name\":\"shop\",\"namespace\":\"team\",\"managedFields\":[{\"manager\":\"kubectl\","
                + "\"fieldsV1\":" + deep + "}]}}}";
        var read = new AtomicReference<Object>();
        // With no more room than the threads of a client have.
        var thread = new Thread(
                null, () -> read.set(READER.unmarshal(event, WatchEvent.class).getObject()), "small", 512 * 1024);
        thread.setUncaughtExceptionHandler((failed, error) -> read.set(error));
        thread.start();
        thread.join();
        assertThat(read.get())
                .isInstanceOfSatisfying(
                        kind,
                        object -> assertThat(Unreadable.of(object))
                                .hasValueSatisfying(
                                        mark -> assertThat(mark.why()).contains("deeper")));
    }

    static List<Class<? extends CustomResource<?, ?>>> kinds() {
        return List.of(
                Database.class,
                Backup.class,
                Restore.class,
                BackupSchedule.class,
                Driver.class,
                StorageLocation.class,
                DatabaseCluster.class,
                DatabaseBackup.class);
    }

    @Test
    void noAnnotationMakesAnObjectUnreadable() {
        var text = database(GOOD, "{}")
                .replace(
                        "\"name\":\"shop\"",
                        "\"name\":\"shop\",\"db.isotoma.com/unreadable\":{\"why\":\"x\"},\"annotations\":{\"db.isotoma.com/unreadable\":\"x\"}");
        assertThat(Unreadable.of(READER.unmarshal(text, Database.class))).isEmpty();
    }

    static final class Databases extends DefaultKubernetesResourceList<Database> {
        private static final long serialVersionUID = 1L;
    }
}
