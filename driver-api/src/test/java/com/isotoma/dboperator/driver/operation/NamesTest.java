package com.isotoma.dboperator.driver.operation;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.crds.v1alpha1.Labels;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;

class NamesTest {
    private static final String SAFE = "[a-z][a-z0-9_]*";

    @Property
    void derivedNamesFitTheServerAndNeedNoQuoting(
            @ForAll("namespaces") String namespace,
            @ForAll("names") String name,
            @ForAll @IntRange(min = 16, max = 64) int limit) {
        assertThat(Names.database(null, namespace, name, limit))
                .matches(SAFE)
                .hasSizeLessThanOrEqualTo(limit)
                .isEqualTo(Names.database(null, namespace, name, limit))
                .isEqualTo(Names.user(null, namespace, name, limit));
    }

    @Property
    void differentResourcesGetDifferentNames(
            @ForAll("namespaces") String namespace,
            @ForAll("names") String name,
            @ForAll("namespaces") String otherNamespace,
            @ForAll("names") String otherName,
            @ForAll @IntRange(min = 16, max = 64) int limit) {
        Assume.that(!namespace.equals(otherNamespace) || !name.equals(otherName));

        assertThat(Names.database(null, namespace, name, limit))
                .isNotEqualTo(Names.database(null, otherNamespace, otherName, limit));
    }

    /** Names out of few characters, so that the ones that look alike do come up. */
    @Property(tries = 3000)
    void namesThatLookAlikeStayDifferent(
            @ForAll("alike") String namespace,
            @ForAll("alike") String name,
            @ForAll("alike") String otherNamespace,
            @ForAll("alike") String otherName) {
        Assume.that(!namespace.equals(otherNamespace) || !name.equals(otherName));

        assertThat(Names.database(null, namespace, name, 63))
                .isNotEqualTo(Names.database(null, otherNamespace, otherName, 63));
    }

    @Example
    void nobodyCanChooseANameThatEndsLikeTheHashOfAnother() {
        var hashed = Names.database(null, "team", "app.db", 63);
        assertThat(hashed)
                .isEqualTo("team__app_db_" + Labels.hash("team/app.db").substring(0, 8));
        var chosen = "app-db-" + Labels.hash("team/app.db").substring(0, 8);

        assertThat(Names.database(null, "team", chosen, 63)).isNotEqualTo(hashed);
    }

    @Example
    void anOrdinaryNameStaysReadable() {
        assertThat(Names.database(null, "team-a", "orders", 63)).isEqualTo("team_a__orders");
    }

    @Example
    void aNameThatBeginsWithADigitGetsALetter() {
        assertThat(Names.database(null, "1st", "orders", 63)).startsWith("d_1st__orders_");
    }

    @Property
    void theNameInTheSpecIsTakenAsItIs(@ForAll @StringLength(min = 1, max = 64) String wanted) {
        assertThat(Names.database(wanted, "team-a", "orders", 63)).isEqualTo(wanted);
    }

    @Property
    void theUserOfAnyWantedNameIsSafe(
            @ForAll @StringLength(min = 1, max = 64) String wanted, @ForAll @IntRange(min = 16, max = 64) int limit) {
        assertThat(Names.user(wanted, "team-a", "orders", limit)).matches(SAFE).hasSizeLessThanOrEqualTo(limit);
    }

    @Property
    void wantedNamesThatDifferHaveDifferentUsers(
            @ForAll @StringLength(min = 1, max = 20) String wanted,
            @ForAll @StringLength(min = 1, max = 20) String other,
            @ForAll @IntRange(min = 16, max = 64) int limit) {
        Assume.that(!wanted.equals(other));

        assertThat(Names.user(wanted, "team-a", "orders", limit))
                .isNotEqualTo(Names.user(other, "team-a", "orders", limit));
    }

    @Example
    void theCaseOfAWantedNameMatters() {
        assertThat(Names.user("Orders", "a", "b", 63)).isNotEqualTo(Names.user("orders", "a", "b", 63));
        assertThat(Names.user("orders", "a", "b", 63)).isEqualTo("orders");
    }

    @Provide
    Arbitrary<String> namespaces() {
        return labels(63);
    }

    @Provide
    Arbitrary<String> names() {
        return labels(40).list().ofMinSize(1).ofMaxSize(5).map(l -> String.join(".", l));
    }

    @Provide
    Arbitrary<String> alike() {
        return Arbitraries.of("a", "b", "-", "-")
                .list()
                .ofMinSize(1)
                .ofMaxSize(6)
                .map(l -> "a" + l.stream().collect(Collectors.joining()) + "b");
    }

    private static Arbitrary<String> labels(int max) {
        return Arbitraries.strings()
                .withChars("abcxyz0189-")
                .ofMinLength(1)
                .ofMaxLength(max)
                .map(s -> s.replaceAll("^-|-$", "x"));
    }
}
