package com.isotoma.dboperator.operator.rbac;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.operator.rbac.Rights.Account;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who is given what for one Database. */
class RightsTest {
    private static final DatabaseKey ORDERS = new DatabaseKey("team", "orders");
    private static final Account HOME = new Account("team", "db-operator-driver-orders");
    private static final Account ELSEWHERE = Account.central(ORDERS, "ops");

    @Test
    void withoutLocationsNobodyInTheOperatorsNamespaceHasAnything() {
        var rights = rights(null, null);

        assertThat(rights.central()).isNull();
        assertThat(rights.home().binding().getSubjects())
                .extracting(RightsTest::account)
                .containsExactly(HOME);
    }

    @Test
    void theRoleInTheDatabasesNamespaceIsAlsoForItsRunsInTheOperators() {
        var rights = rights("own", ELSEWHERE);

        assertThat(rights.home().binding().getSubjects())
                .extracting(RightsTest::account)
                .containsExactly(HOME, new Account("team", "own"), ELSEWHERE);
        assertThat(rights.home().role().getRules())
                .as("no Secret of the operator's namespace")
                .noneMatch(rule -> rule.getResourceNames().contains("key"));
    }

    @Test
    void inTheOperatorsNamespaceTheyReadWhatLocationsReferToAndNothingElse() {
        var central = Objects.requireNonNull(rights("own", ELSEWHERE).central());

        assertThat(central.role().getMetadata().getNamespace()).isEqualTo("ops");
        assertThat(central.role().getRules()).isEqualTo(Rights.centralRules(keys(), ORDERS));
        assertThat(central.binding().getSubjects())
                .extracting(RightsTest::account)
                .containsExactly(ELSEWHERE);
        assertThat(central.account().getAutomountServiceAccountToken()).isFalse();
        assertThat(AccessObjects.owner(central.role())).contains(ORDERS);
        assertThat(central.role().getMetadata().getLabels())
                .containsEntry("db.isotoma.com/namespace", "team")
                .containsAllEntriesOf(AccessObjects.SELECTOR);
    }

    @Test
    void aDeletionOfItsNamespaceLeavesTheRightsButNotTheAccount() {
        var rights = rights(null, ELSEWHERE);

        assertThat(rights.home().role().getMetadata().getFinalizers()).containsExactly("db.isotoma.com/driver");
        assertThat(rights.home().binding().getMetadata().getFinalizers()).containsExactly("db.isotoma.com/driver");
        assertThat(rights.home().account().getMetadata().getFinalizers()).isEmpty();
        assertThat(Objects.requireNonNull(rights.central()).role().getMetadata().getFinalizers())
                .as("the operator's namespace goes with the operator")
                .isEmpty();
    }

    @Test
    void theDigestChangesWithWhoHasWhat() {
        var digests = List.of(
                rights(null, null).digest(),
                rights("own", null).digest(),
                rights(null, ELSEWHERE).digest());

        assertThat(digests).doesNotHaveDuplicates();
        assertThat(rights(null, ELSEWHERE).digest()).isEqualTo(digests.getLast());
    }

    @Test
    void aDatabaseOfTheOperatorsNamespaceHasTwoAccountsThere() {
        var database = new DatabaseKey("ops", "orders");

        assertThat(Account.home(database)).isNotEqualTo(Account.central(database, "ops"));
    }

    private static Rights rights(@Nullable String ownAccount, @Nullable Account elsewhere) {
        return Rights.of(new Team().needs("orders"), List.of(), keys(), ownAccount, elsewhere);
    }

    private static LocationKeys keys() {
        return new LocationKeys(
                new TreeSet<>(List.of("offsite")),
                new TreeSet<>(),
                new TreeSet<>(List.of("key")),
                new TreeSet<>(),
                false);
    }

    private static Account account(Subject subject) {
        return new Account(subject.getNamespace(), subject.getName());
    }
}
