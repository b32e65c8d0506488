package com.isotoma.dboperator.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.crds.v1alpha1.StorageLocation;
import com.isotoma.dboperator.operator.view.FixedView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NestedLocationsTest {
    private final FixedView view = new FixedView();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bucket: b",
                "bucket: b, prefix: ''",
                "bucket: b, prefix: /",
                "bucket: b, prefix: clusters",
                "bucket: b, prefix: clusters/one/team",
                "bucket: b, prefix: /clusters/one/team/"
            })
    void oneInAFolderOfTheOtherIsFoundFromBothSides(String other) {
        var mine = location("mine", "bucket: b, prefix: clusters/one");
        var theirs = location("theirs", other);
        location("elsewhere", "bucket: c");

        assertThat(NestedLocations.with(mine, view)).containsExactly("theirs");
        assertThat(NestedLocations.with(theirs, view)).containsExactly("mine");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bucket: b, prefix: clusters/one",
                "bucket: b, prefix: clusters/one/",
                "bucket: b, prefix: clusters/on",
                "bucket: b, prefix: clusters/one-more",
                "bucket: c",
                "bucket: b, endpoint: 'https://store.example'"
            })
    void placesBesideEachOtherAndTheSamePlaceAreFine(String other) {
        var mine = location("mine", "bucket: b, prefix: clusters/one");
        location("theirs", other);

        assertThat(NestedLocations.with(mine, view)).isEmpty();
    }

    @Test
    void aLocationAloneIsFine() {
        assertThat(NestedLocations.with(location("mine", "bucket: b"), view)).isEmpty();
    }

    private StorageLocation location(String name, String s3) {
        return view.add(StorageLocation.class, """
                metadata: {name: %s}
                spec: {s3: {%s}, allowedNamespaces: ['*']}
                """.formatted(name, s3));
    }
}
