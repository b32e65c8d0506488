package com.isotoma.dboperator.operator.objects;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SettledTest {
    private static final StatefulSet WANTED = new StatefulSetBuilder()
            .withNewMetadata()
            .withName("demo")
            .endMetadata()
            .withNewSpec()
            .withReplicas(3)
            .endSpec()
            .build();
    private static final StatefulSet THERE = new StatefulSetBuilder(WANTED)
            .editMetadata()
            .withUid("uid-1")
            .withGeneration(2L)
            .withResourceVersion("10")
            .endMetadata()
            .build();

    private final Settled settled = new Settled();

    @BeforeEach
    void remember() {
        settled.remember(THERE, WANTED);
    }

    @Test
    void isWhileOnlyTheStatusChanges() {
        var counted = new StatefulSetBuilder(THERE)
                .editMetadata()
                .withResourceVersion("11")
                .endMetadata()
                .withNewStatus()
                .withReadyReplicas(1)
                .endStatus()
                .build();

        assertThat(settled.is(counted, WANTED)).isTrue();
    }

    @Test
    void isNoLongerWhenTheSpecChanges() {
        var changed = new StatefulSetBuilder(THERE)
                .editMetadata()
                .withGeneration(3L)
                .endMetadata()
                .build();

        assertThat(settled.is(changed, WANTED)).isFalse();
    }

    @Test
    void isNoLongerWhenALabelOrTheOwnerChanges() {
        var labelled = new StatefulSetBuilder(THERE)
                .editMetadata()
                .addToLabels("a", "b")
                .endMetadata()
                .build();
        var owned = new StatefulSetBuilder(THERE)
                .editMetadata()
                .addNewOwnerReference()
                .withUid("other")
                .endOwnerReference()
                .endMetadata()
                .build();

        assertThat(settled.is(labelled, WANTED)).isFalse();
        assertThat(settled.is(owned, WANTED)).isFalse();
    }

    @Test
    void isNotForAnotherWishOrAnotherObject() {
        var more = new StatefulSetBuilder(WANTED)
                .editSpec()
                .withReplicas(4)
                .endSpec()
                .build();
        var another = new StatefulSetBuilder(THERE)
                .editMetadata()
                .withUid("uid-2")
                .endMetadata()
                .build();

        assertThat(settled.is(THERE, more)).isFalse();
        assertThat(settled.is(another, WANTED)).isFalse();
    }

    @Test
    void isNoLongerAfterAnyChangeOfAKindThatDoesNotCountThem() {
        var service = service("10");
        settled.remember(service, service);

        assertThat(settled.is(service("10"), service)).isTrue();
        assertThat(settled.is(service("11"), service)).isFalse();
    }

    private static Service service(String version) {
        return new ServiceBuilder()
                .withNewMetadata()
                .withName("demo")
                .withUid("uid-3")
                .withResourceVersion(version)
                .endMetadata()
                .build();
    }
}
