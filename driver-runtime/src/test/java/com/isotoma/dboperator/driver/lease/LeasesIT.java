package com.isotoma.dboperator.driver.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.isotoma.dboperator.crds.v1alpha1.LeaseNames;
import com.isotoma.dboperator.driver.spi.DriverException;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Who gets a Database's lease, and when. */
// Its leases last seconds.
@Isolated
class LeasesIT {
    private final LeaseStage stage = new LeaseStage();

    LeasesIT() throws Exception {}

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void aRunThatHasEndedLeavesNothing() throws Exception {
        try (var held = stage.leases().take(stage.database())) {
            held.require();
            var lease = stage.only();
            assertThat(lease.getMetadata().getName()).startsWith("db-operator-orders-");
            assertThat(lease.getMetadata().getOwnerReferences())
                    .singleElement()
                    .satisfies(o ->
                            assertThat(o.getUid()).isEqualTo(stage.database().uid()));
            assertThat(lease.getSpec().getHolderIdentity()).isNotEmpty();
        }

        assertThat(stage.all()).isEmpty();
    }

    @Test
    void aLeaseThatIsRenewedIsNotTaken() throws Exception {
        try (var held = stage.leases().take(stage.database())) {
            assertThatThrownBy(() -> stage.leases().take(stage.database()))
                    .isInstanceOf(LeaseHeldException.class)
                    .hasMessageContaining(stage.namespace + "/orders");
            held.require();
        }
    }

    @Test
    void whoeverWaitsGetsALeaseThatIsReleased() throws Exception {
        var first = stage.leases().take(stage.database());
        var releasing = Thread.ofVirtual().unstarted(first::close);
        try (var second = new LeaseStageWaiter(stage)) {
            second.awaitWaiting();
            releasing.start();
            second.awaitTaken();
        }
        releasing.join();
        assertThat(stage.all()).isEmpty();
    }

    @Test
    void aLeaseThatNobodyRenewsIsTakenAfterItsDurationWhateverItsClockSaid() throws Exception {
        var future = ZonedDateTime.now(ZoneOffset.UTC).plusYears(1);
        stage.put(another(future, "elsewhere 1 1"));
        var begun = System.nanoTime();

        try (var held = stage.leases().take(stage.database())) {
            held.require();
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(LeaseStage.TERMS.duration());
            assertThat(stage.only().getSpec().getLeaseTransitions()).isEqualTo(1);
            assertThat(stage.only().getMetadata().getOwnerReferences()).hasSize(1);
        }
        assertThat(stage.all()).isEmpty();
    }

    @Test
    void aLeaseOfAProcessThatWasKilledHereIsTakenAtOnce() throws Exception {
        var killed = new ProcessBuilder("sleep", "60").start();
        var mark = mark(killed);
        killed.destroyForcibly().waitFor();
        stage.put(another(ZonedDateTime.now(ZoneOffset.UTC), mark));
        var begun = System.nanoTime();

        try (var held = stage.leases().take(stage.database())) {
            held.require();
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(LeaseStage.TERMS.duration());
        }
    }

    @Test
    void aLeaseOfAProcessThatStandsStillHereIsNotTakenAtOnce() throws Exception {
        var still = new ProcessBuilder("sleep", "60").start();
        try {
            stage.put(another(ZonedDateTime.now(ZoneOffset.UTC), mark(still)));
            var begun = System.nanoTime();
            try (var held = stage.leases().take(stage.database())) {
                held.require();
                assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(LeaseStage.TERMS.duration());
            }
        } finally {
            still.destroyForcibly();
        }
    }

    @Test
    void aLeaseOfThatNameWhichIsNotOursIsNotTouched() {
        var foreign = another(ZonedDateTime.now(ZoneOffset.UTC), "elsewhere 1 1");
        foreign.getMetadata().setLabels(null);
        stage.put(foreign);
        var before = stage.only();

        assertThatThrownBy(() -> stage.leases().take(stage.database()))
                .isInstanceOfSatisfying(DriverException.class, e -> {
                    assertThat(e.kind()).isEqualTo(DriverException.Kind.USER);
                    assertThat(e.reason()).isEqualTo("LeaseConflict");
                    assertThat(e).hasMessageContaining(before.getMetadata().getName());
                });
        assertThat(stage.only()).isEqualTo(before);
    }

    @Test
    void whatAKilledRunLeftGoesWithItsDatabase() throws Exception {
        var abandoned = another(ZonedDateTime.now(ZoneOffset.UTC), "elsewhere 1 1");
        abandoned.getMetadata().setOwnerReferences(List.of(stage.database().ownerReference()));
        stage.put(abandoned);

        stage.delete(DeletionPropagation.BACKGROUND);

        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(stage.all()).isEmpty());
    }

    @Test
    void inAForegroundDeletionTheCollectorLeavesTheLeaseAlone() throws Exception {
        stage.finalizers("example.com/kept");
        stage.keepCollectorBusy();
        stage.delete(DeletionPropagation.FOREGROUND);
        var begun = System.nanoTime();

        try (var held = stage.leases().take(stage.database())) {
            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .as("a run whose lease was collected has had time to end")
                    .isGreaterThan(LeaseStage.TERMS.duration());
            assertThat(stage.only().getMetadata().getOwnerReferences()).isEmpty();
            held.require();
        }
        assertThat(stage.all()).isEmpty();
    }

    @Test
    void aNamespaceThatIsBeingDeletedHasItsLeaseElsewhere() throws Exception {
        stage.finalizers("example.com/kept");
        stage.client.namespaces().withName(stage.namespace).delete();
        var name = LeaseNames.of(stage.namespace, LeaseStage.NAME);

        try (var held = stage.leases().take(stage.database())) {
            held.require();
            assertThat(stage.all()).isEmpty();
            assertThat(stage.client
                            .leases()
                            .inNamespace("default")
                            .withName(name)
                            .get())
                    .isNotNull();
        }
        assertThat(stage.client.leases().inNamespace("default").withName(name).get())
                .isNull();
    }

    @Test
    void whatWasLeftOfADatabaseThatIsGoneIsCleared() throws Exception {
        stage.put(another(ZonedDateTime.now(ZoneOffset.UTC), "elsewhere 1 1"));

        stage.leases().clear(stage.namespace, LeaseStage.NAME);

        assertThat(stage.all()).isEmpty();
    }

    private Lease another(ZonedDateTime renewed, String process) {
        var lease = new LeaseObjects(stage.namespace, LeaseStage.NAME, LeaseStage.TERMS).fresh(stage.namespace, null);
        return new LeaseBuilder(lease)
                .editMetadata()
                .addToAnnotations(LeaseObjects.PROCESS_ANNOTATION, process)
                .endMetadata()
                .editSpec()
                .withHolderIdentity("another")
                .withRenewTime(renewed)
                .endSpec()
                .build();
    }

    private static String mark(Process process) {
        return Objects.requireNonNull(ProcessMark.of(process.pid())).toString();
    }
}
