package com.isotoma.dboperator.driver.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.driver.spi.NamingRules;
import com.isotoma.dboperator.driver.support.Labels;
import java.util.Set;
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
        assertThat(Names.database(null, namespace, name, upTo(limit)))
                .matches(SAFE)
                .hasSizeLessThanOrEqualTo(limit)
                .isEqualTo(Names.database(null, namespace, name, upTo(limit)))
                .isEqualTo(Names.user(null, namespace, name, upTo(limit)));
    }

    @Property
    void differentResourcesGetDifferentNames(
            @ForAll("namespaces") String namespace,
            @ForAll("names") String name,
            @ForAll("namespaces") String otherNamespace,
            @ForAll("names") String otherName,
            @ForAll @IntRange(min = 16, max = 64) int limit) {
        Assume.that(!namespace.equals(otherNamespace) || !name.equals(otherName));

        assertThat(Names.database(null, namespace, name, upTo(limit)))
                .isNotEqualTo(Names.database(null, otherNamespace, otherName, upTo(limit)));
    }

    /** Names out of few characters, so that the ones that look alike do come up. */
    @Property(tries = 3000)
    void namesThatLookAlikeStayDifferent(
            @ForAll("alike") String namespace,
            @ForAll("alike") String name,
            @ForAll("alike") String otherNamespace,
            @ForAll("alike") String otherName) {
        Assume.that(!namespace.equals(otherNamespace) || !name.equals(otherName));

        assertThat(Names.database(null, namespace, name, upTo(63)))
                .isNotEqualTo(Names.database(null, otherNamespace, otherName, upTo(63)));
    }

    @Example
    void nobodyCanChooseANameThatEndsLikeTheHashOfAnother() {
        var hashed = Names.database(null, "team", "app.db", upTo(63));
        assertThat(hashed)
                .isEqualTo("team__app_db_" + Labels.hash("team/app.db").substring(0, 8));
        var chosen = "app-db-" + Labels.hash("team/app.db").substring(0, 8);

        assertThat(Names.database(null, "team", chosen, upTo(63))).isNotEqualTo(hashed);
    }

    @Example
    void anOrdinaryNameStaysReadable() {
        assertThat(Names.database(null, "team-a", "orders", upTo(63))).isEqualTo("team_a__orders");
    }

    @Example
    void aNameThatBeginsWithADigitGetsALetter() {
        assertThat(Names.database(null, "1st", "orders", upTo(63))).startsWith("d_1st__orders_");
    }

    @Property
    void theNameInTheSpecIsTakenAsItIs(@ForAll @StringLength(min = 1, max = 64) String wanted) {
        assertThat(Names.database(wanted, "team-a", "orders", upTo(63))).isEqualTo(wanted);
    }

    @Property
    void theUserOfAnyWantedNameIsSafe(
            @ForAll @StringLength(min = 1, max = 64) String wanted, @ForAll @IntRange(min = 16, max = 64) int limit) {
        assertThat(Names.user(wanted, "team-a", "orders", upTo(limit)))
                .matches(SAFE)
                .hasSizeLessThanOrEqualTo(limit);
    }

    @Property
    void wantedNamesThatDifferHaveDifferentUsers(
            @ForAll @StringLength(min = 1, max = 20) String wanted,
            @ForAll @StringLength(min = 1, max = 20) String other,
            @ForAll @IntRange(min = 16, max = 64) int limit) {
        Assume.that(!wanted.equals(other));

        assertThat(Names.user(wanted, "team-a", "orders", upTo(limit)))
                .isNotEqualTo(Names.user(other, "team-a", "orders", upTo(limit)));
    }

    @Example
    void theCaseOfAWantedNameMatters() {
        assertThat(Names.user("Orders", "a", "b", upTo(63))).isNotEqualTo(Names.user("orders", "a", "b", upTo(63)));
        assertThat(Names.user("orders", "a", "b", upTo(63))).isEqualTo("orders");
    }

    @Property
    void whatTheServerReservesIsNeverDerived(
            @ForAll("namespaces") String namespace, @ForAll("names") String name, @ForAll boolean wanted) {
        var rules = new NamingRules(63, 63, Set.of("public", "root"), Set.of("pg_", "a"));
        var rule = new Names.Rule(63, rules::reserves);
        var derived = Names.user(wanted ? name : null, namespace, name, rule);

        assertThat(rules.reserves(derived)).as(derived).isFalse();
        assertThat(rules.reserves(Names.beside(derived, rule))).isFalse();
    }

    @Property
    void aFurtherUserHasTheNameOfNoDatabaseAndOfNoOther(
            @ForAll("namespaces") String namespace,
            @ForAll("names") String name,
            @ForAll("names") String user,
            @ForAll("namespaces") String otherNamespace,
            @ForAll("names") String otherName,
            @ForAll("names") String otherUser,
            @ForAll @IntRange(min = 32, max = 64) int limit) {
        var own = Names.user(null, namespace, name, upTo(limit));
        var further = Names.further(own, user, upTo(limit));

        assertThat(further)
                .matches(SAFE)
                .hasSizeLessThanOrEqualTo(limit)
                .isNotEqualTo(own)
                .isNotEqualTo(Names.user(null, otherNamespace, otherName, upTo(limit)));
        Assume.that(!user.equals(otherUser) || !namespace.equals(otherNamespace) || !name.equals(otherName));
        assertThat(further)
                .isNotEqualTo(Names.further(
                        Names.user(null, otherNamespace, otherName, upTo(limit)), otherUser, upTo(limit)));
    }

    @Example
    void aFurtherUserFollowsTheApplicationsUser() {
        assertThat(Names.further("shop__orders", "reports", upTo(63))).isEqualTo("shop__orders__reports");
        assertThat(Names.further("Shop", "reports", upTo(63))).startsWith("shop__reports_");
        assertThat(Names.further("shop__orders", "of--finance", upTo(63))).startsWith("shop__orders__of__finance_");
    }

    @Example
    void aReservedNameGetsAnotherBeginningAndAHash() {
        var rules = new NamingRules(63, 63, Set.of("public"), Set.of("pg_"));
        var rule = new Names.Rule(63, rules::reserves);

        assertThat(Names.database(null, "pg-apps", "orders", rule)).startsWith("d_pg_apps__orders_");
        assertThat(Names.user("public", "a", "b", rule)).startsWith("d_public_");
        assertThat(Names.user("published", "a", "b", rule)).isEqualTo("published");
    }

    private static Names.Rule upTo(int limit) {
        return new Names.Rule(limit, name -> false);
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
