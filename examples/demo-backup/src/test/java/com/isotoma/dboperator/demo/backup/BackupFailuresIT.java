package com.isotoma.dboperator.demo.backup;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.driver.run.ExitStatus;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.nio.file.Path;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What keeps a backup from being made has a condition of its own, an exit status, and leaves nothing behind. */
@Timeout(120)
class BackupFailuresIT {
    private BackupStage stage;

    @BeforeEach
    void begin() throws Exception {
        stage = new BackupStage();
    }

    @AfterEach
    void end() {
        stage.close();
    }

    @ParameterizedTest
    @CsvSource({
        "CLOUD_OBJECT_STORAGE_HMAC_ACCESS_KEY_ID, COSHMACAccessKeyIdDefined",
        "CLOUD_OBJECT_STORAGE_HMAC_SECRET_ACCESS_KEY, COSHMACSecretAccessKeyDefined",
        "CLOUD_OBJECT_STORAGE_REGION, COSRegionDefined",
        "CLOUD_OBJECT_STORAGE_SERVICE_ENDPOINT, COSServiceEndpointDefined",
    })
    void aVariableThatIsMissingIsItsOwnCondition(String variable, String condition) throws Exception {
        stage.environment.remove(variable);

        assertThat(stage.run()).isEqualTo(ExitStatus.USER_MISTAKE);

        assertFalse(condition).contains(variable + " is not set");
        assertThat(stage.condition("Succeeded").getReason()).isEqualTo(condition);
        assertThat(stage.condition("NamespaceDefined").getStatus()).isEqualTo("True");
        assertThat(stage.bucket.keys("")).isEmpty();
    }

    @Test
    void withoutItsNamespaceTheRunLooksWhereItRuns() throws Exception {
        stage.environment.remove("NAMESPACE");
        stage.client.getConfiguration().setNamespace(stage.namespace);

        assertThat(stage.run()).isEqualTo(ExitStatus.USER_MISTAKE);

        assertFalse("NamespaceDefined").contains("NAMESPACE is not set");
    }

    @Test
    void withoutAResourceThereIsOnlyTheExitStatus() throws Exception {
        stage.environment.put("BACKUP_RESOURCE_NAME", "another");
        assertThat(stage.run()).isEqualTo(ExitStatus.USER_MISTAKE);

        stage.environment.remove("BACKUP_RESOURCE_NAME");
        assertThat(stage.run()).isEqualTo(ExitStatus.USAGE);
    }

    @Test
    void aNamespaceWithoutAClusterHasNothingToBackUp() throws Exception {
        assertThat(stage.run()).isEqualTo(ExitStatus.USER_MISTAKE);

        assertFalse("DataRead").contains("There is no DatabaseCluster in namespace " + stage.namespace);
    }

    @Test
    void severalClustersNeedAChoice(@TempDir Path folder) throws Exception {
        stage.cluster("shop");
        stage.cluster("attic");
        assertThat(stage.run()).isEqualTo(ExitStatus.USER_MISTAKE);
        assertFalse("DataRead").contains("[attic, shop]", "spec.cluster");

        choose("attic");
        try (var leader = new ServiceProcess(folder)) {
            stage.leader("attic", leader.address);
            assertThat(stage.run()).isEqualTo(ExitStatus.DONE);
        }
        assertThat(stage.bucket.keys("attic/")).hasSize(1);
        assertThat(stage.condition("DataRead").getStatus()).isEqualTo("True");
        assertThat(stage.condition("Succeeded").getStatus()).isEqualTo("True");
    }

    @Test
    void aClusterThatDoesNotExistIsTheUsersMistake() throws Exception {
        choose("nowhere");

        assertThat(stage.run()).isEqualTo(ExitStatus.USER_MISTAKE);

        assertFalse("DataRead").contains("The DatabaseCluster nowhere does not exist");
    }

    @Test
    void aLeaderThatDoesNotRunIsTriedAgain() throws Exception {
        stage.cluster("shop");

        assertThat(stage.run()).isEqualTo(ExitStatus.TRY_AGAIN);

        assertFalse("DataRead").contains("no pod shop-0");
    }

    @Test
    void aLeaderThatDoesNotAnswerIsTriedAgainAndNothingIsStored() throws Exception {
        stage.cluster("shop");
        stage.leader("shop", "127.55.0.255");

        assertThat(stage.run()).isEqualTo(ExitStatus.TRY_AGAIN);

        assertFalse("DataRead").contains("http://127.55.0.255:8089", "is the pod shop-0 ready?");
        assertThat(stage.bucket.keys("")).isEmpty();
        assertThat(stage.bucket.openUploads("")).isZero();
    }

    @Test
    void aPodOfThatNameThatIsNoMemberIsNotAsked() throws Exception {
        stage.cluster("shop");
        stage.leader("shop", "127.55.0.255");
        // The node writes to the pod meanwhile.
        stage.client
                .pods()
                .inNamespace(stage.namespace)
                .withName("shop-0")
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"metadata\":{\"labels\":null}}");

        assertThat(stage.run()).isEqualTo(ExitStatus.TRY_AGAIN);

        assertFalse("DataRead").contains("no pod shop-0");
    }

    @ParameterizedTest
    @CsvSource({
        "CLOUD_OBJECT_STORAGE_HMAC_SECRET_ACCESS_KEY, wr0ng-s3cret, USER_MISTAKE, the Secret of the repository",
        "CLOUD_OBJECT_STORAGE_SERVICE_ENDPOINT, http://127.0.0.1:1, TRY_AGAIN, cannot be reached",
        "CLOUD_OBJECT_STORAGE_BUCKET_NAME_PREFIX, Not_A_Bucket-, USER_MISTAKE, takes no such name",
    })
    void aStoreThatDoesNotTakeItIsDataNotWritten(String variable, String value, ExitStatus end, String says)
            throws Exception {
        stage.cluster("shop");
        stage.leader("shop", "127.55.0.255");
        stage.environment.put(variable, value);

        assertThat(stage.run()).isEqualTo(end);

        assertFalse("DataWritten").contains(says).doesNotContain("s3cret");
        assertThat(stage.condition("Succeeded").getReason()).isEqualTo("DataWritten");
    }

    @Test
    void aDirectAddressNeedsNoCluster(@TempDir Path folder) throws Exception {
        choose("shop");
        try (var member = new ServiceProcess(folder)) {
            stage.environment.put("DATABASE_URL", member.url());
            assertThat(stage.run()).isEqualTo(ExitStatus.DONE);
        }
        assertThat(stage.bucket.keys("shop/")).hasSize(1);
    }

    private void choose(String cluster) {
        stage.client
                .resource(stage.resource())
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"cluster\":\"" + cluster + "\"}}");
    }

    private AbstractStringAssert<?> assertFalse(String type) {
        Condition condition = stage.condition(type);
        assertThat(condition.getStatus()).isEqualTo("False");
        assertThat(condition.getReason()).isEqualTo(type);
        assertThat(stage.condition("Succeeded").getStatus()).isEqualTo("False");
        return assertThat(condition.getMessage());
    }
}
