package com.isotoma.dboperator.operator.objects;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class NamesTest {
    @Property
    void aJobsNameIsADnsLabelForEveryResourceName(@ForAll("resourceNames") String name, @ForAll String episode) {
        assertThat(Names.job(name, "backup", episode))
                .matches("[a-z0-9]([-a-z0-9]*[a-z0-9])?")
                .hasSizeLessThanOrEqualTo(63)
                .matches(".*-backup-[0-9a-f]{10}");
    }

    @Test
    void partsThatReadAlikeWhenJoinedAreDifferentEpisodes() {
        assertThat(Names.job("x", "create", "1", "23")).isNotEqualTo(Names.job("x", "create", "12", "3"));
        assertThat(Names.job("x", "create", "1", "")).isNotEqualTo(Names.job("x", "create", "1"));
        assertThat(Names.job("x", "create", "1")).isEqualTo(Names.job("x", "create", "1"));
    }

    /** DNS subdomains: labels of letters, digits and inner dashes, with dots between them, at most 253 characters. */
    @Provide
    Arbitrary<String> resourceNames() {
        var label = Arbitraries.strings()
                .withChars("ab1-")
                .ofMinLength(1)
                .ofMaxLength(63)
                .map(NamesTest::label);
        return label.list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(labels -> String.join(".", labels))
                .filter(n -> n.length() <= 253);
    }

    private static String label(String text) {
        return "a" + text.substring(0, text.length() - 1) + "z";
    }

    @Test
    void anAccountIsCalledAfterItsDatabaseHoweverLongThatOnesNameIs() {
        assertThat(Names.account("shop.v2")).isEqualTo("db-operator-driver-shop.v2");
        var one = Names.account("d".repeat(252) + "1");
        assertThat(one).hasSizeLessThanOrEqualTo(253).startsWith("db-operator-driver-ddd");
        assertThat(one).isNotEqualTo(Names.account("d".repeat(252) + "2"));
        assertThat(Names.account("d".repeat(234))).hasSize(253).endsWith("dddddddddddd");
    }

    @Property
    void noTwoAccountsOfTheOperatorsNamespaceHaveTheSameName(
            @ForAll("namespaces") String namespace,
            @ForAll("resourceNames") String database,
            @ForAll("namespaces") String otherNamespace,
            @ForAll("resourceNames") String other) {
        var central = Names.centralAccount(namespace, database);
        assertThat(central)
                .matches("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*")
                .hasSizeLessThanOrEqualTo(253)
                .startsWith("db-operator-driver--" + namespace + ".");
        assertThat(Names.locationAccount(other))
                .matches("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*")
                .hasSizeLessThanOrEqualTo(253);
        assertThat(List.of(Names.account(other), Names.account(database), Names.locationAccount(other)))
                .doesNotContain(central)
                .doesNotContain(Names.locationAccount(database + "." + namespace));
        if (!namespace.equals(otherNamespace) || !database.equals(other)) {
            assertThat(Names.centralAccount(otherNamespace, other)).isNotEqualTo(central);
        }
    }

    @Test
    void theNameOfAnAccountInTheOperatorsNamespaceCanBeReadAndIsOneDatabases() {
        assertThat(Names.centralAccount("shop", "orders")).isEqualTo("db-operator-driver--shop.orders");
        assertThat(Names.locationAccount("offsite")).isEqualTo("db-operator-driver---offsite");
        assertThat(Names.centralAccount("a", "b.c")).isNotEqualTo(Names.centralAccount("a-b", "c"));

        var one = Names.centralAccount("shop", "d".repeat(252) + "1");
        assertThat(one).hasSize(253).startsWith("db-operator-driver--shop.ddd");
        assertThat(one).isNotEqualTo(Names.centralAccount("shop", "d".repeat(252) + "2"));
    }

    @Provide
    Arbitrary<String> namespaces() {
        return Arbitraries.strings()
                .withChars("ab1-")
                .ofMinLength(1)
                .ofMaxLength(62)
                .map(NamesTest::label);
    }
}
