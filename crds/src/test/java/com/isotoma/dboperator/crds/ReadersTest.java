package com.isotoma.dboperator.crds;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.crds.read.Readers;
import com.isotoma.dboperator.crds.read.Unreadable;
import com.isotoma.dboperator.crds.v1alpha1.Database;
import io.fabric8.kubernetes.api.model.DefaultKubernetesResourceList;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "null | {} | spec is required and missing",
                "{} | {} | spec.driver is required and missing",
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
