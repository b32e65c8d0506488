package com.isotoma.dboperator.driver.checklocation;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.driver.cluster.SystemNamespace;
import com.isotoma.dboperator.driver.run.ExitStatus;
import com.isotoma.dboperator.driver.run.RunContext;
import com.isotoma.dboperator.driver.stage.LocationStage;
import com.isotoma.dboperator.driver.stage.TestRun;
import com.isotoma.dboperator.driver.storage.LocalS3;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Trying StorageLocations out on a real S3 server. */
class LocationTrialIT {
    private final TestRun run = new TestRun();
    private final LocationStage stage = new LocationStage(run);

    LocationTrialIT() throws Exception {}

    @AfterEach
    void close() {
        stage.close();
        run.close();
    }

    @Test
    void whatWorksIsReadyAndNothingOfTheTrialStays() throws Exception {
        var before = Instant.now().minusSeconds(1);
        var good = stage.location("good");

        assertThat(check(good)).isEqualTo(ExitStatus.DONE);

        assertCondition(good, "Ready", "True", "Usable", "");
        assertCondition(good, "Writable", "True", "Written", "");
        assertCondition(good, "Readable", "True", "Read", "");
        assertCondition(good, "Deletable", "True", "Removed", "");
        assertThat(stage.status(good).observedGeneration()).isEqualTo(1);
        assertThat(Instant.parse(Objects.requireNonNull(stage.status(good).lastCheckTime())))
                .isAfter(before);
        assertThat(run.s3.objects()).isEmpty();
    }

    @Test
    void whatDoesNotWorkSaysWhyUntilItDoes() throws Exception {
        stage.secret("wrong", Map.of("id", LocalS3.ACCESS_KEY, "secret", "not-the-secret-of-it"));
        var wrong = stage.location("wrong", LocalS3.BUCKET, "wrong", "*", "");
        var none = stage.location("none", "there-is-no-such-bucket", LocationStage.KEY, "*", "");
        var unkeyed = stage.location("unkeyed", LocalS3.BUCKET, "comes-later", "*", "");
        var unreadable = stage.location(
                "unreadable", LocalS3.BUCKET, LocationStage.KEY, "*", "\"encryption\": {\"secretName\": \"none\"}");

        for (var location : new String[] {wrong, none, unkeyed, unreadable}) {
            assertThat(check(location)).as("an answer").isEqualTo(ExitStatus.DONE);
        }

        assertCondition(wrong, "Ready", "False", "StorageFailed", "spec.s3.credentials of StorageLocation " + wrong);
        assertCondition(wrong, "Writable", "False", "StorageFailed", "does not let this access key");
        assertCondition(wrong, "Readable", "Unknown", "NotTried", "");
        assertCondition(none, "Ready", "False", "StorageFailed", "there-is-no-such-bucket does not exist");
        assertCondition(
                unkeyed,
                "Ready",
                "False",
                "SecretNotFound",
                "comes-later, which does not exist in namespace " + stage.system());
        assertCondition(unreadable, "Ready", "False", "SecretNotFound", "spec.encryption of StorageLocation");

        stage.secret("comes-later", Map.of("id", LocalS3.ACCESS_KEY, "secret", LocalS3.SECRET_KEY));
        check(unkeyed);
        assertCondition(unkeyed, "Ready", "True", "Usable", "");
        assertCondition(unkeyed, "Readable", "True", "Read", "");
    }

    @Test
    void theYoungerOfTwoThatShareFoldersIsNotReadyUntilItIsAlone() throws Exception {
        // Of one second, so that the name decides.
        var older = stage.location("a/inner");
        for (var folder : List.of("a/inner/b", "a/inner/", "a/")) {
            var younger =
                    stage.location("z" + List.of("a/inner/b", "a/inner/", "a/").indexOf(folder), folder);
            check(younger);
            assertCondition(younger, "Ready", "False", "LocationsNested", older);
            assertCondition(younger, "Stalled", "True", "LocationsNested", older);
            assertCondition(younger, "Writable", "Unknown", "NotTried", older);
            check(older);
            assertCondition(older, "Ready", "True", "Usable", "");
            assertThat(run.s3.objects()).isEmpty();
            stage.remove(younger);
        }
        var waiting = stage.location("zz", "a/inner");
        check(waiting);
        assertCondition(waiting, "Ready", "False", "LocationsNested", older);
        stage.remove(older);
        check(waiting);
        assertCondition(waiting, "Ready", "True", "Usable", "");
    }

    @Test
    void aRunForALocationThatIsGoneIsDone() throws Exception {
        assertThat(check("there-is-none")).isEqualTo(ExitStatus.DONE);
    }

    private ExitStatus check(String location) throws InterruptedException {
        var environment = Map.of("DB_OPERATOR_LOCATION", location, SystemNamespace.VARIABLE, stage.system());
        return new CheckLocationHandler().run(new RunContext(environment, run.client, Clock.systemUTC(), step -> {}));
    }

    private void assertCondition(String location, String type, String status, String reason, String message) {
        assertThat(stage.condition(location, type)).satisfies(c -> {
            assertThat(c.getReason()).as(c.getMessage()).isEqualTo(reason);
            assertThat(c.getStatus()).isEqualTo(status);
            assertThat(c.getMessage()).contains(message).doesNotContain("not-the-secret-of-it");
        });
    }
}
