package com.isotoma.dboperator.driver.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.isotoma.dboperator.crds.v1alpha1.Operation;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunRequestTest {
    private static final SortedSet<String> NO_EXTRAS = Collections.emptySortedSet();

    private final Map<String, String> environment = new HashMap<>(Map.of(
            "DB_OPERATOR_OPERATION", "create", "DB_OPERATOR_NAMESPACE", "team-a", "DB_OPERATOR_DATABASE", "orders"));

    @ParameterizedTest
    @FieldSource("com.isotoma.dboperator.crds.v1alpha1.Operation#COMMON")
    void everyOperationIsFoundByItsWord(Operation operation) throws Exception {
        environment.put("DB_OPERATOR_OPERATION", operation.word());
        environment.put("DB_OPERATOR_BACKUP", "nightly");
        environment.put("DB_OPERATOR_RESTORE", "to-monday");

        assertThat(RunRequest.from(environment, NO_EXTRAS))
                .isEqualTo(new RunRequest(
                        operation,
                        "team-a",
                        "orders",
                        "nightly",
                        Operation.RESTORE.equals(operation) ? "to-monday" : null));
    }

    @Test
    void whatIsToBeVerifiedHasToBeNamed() {
        environment.put("DB_OPERATOR_OPERATION", "verify");

        assertThatThrownBy(() -> RunRequest.from(environment, NO_EXTRAS))
                .isInstanceOf(UsageException.class)
                .hasMessage("DB_OPERATOR_BACKUP is not set");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void aRestoreHasToBeNamed(String name) {
        environment.put("DB_OPERATOR_OPERATION", "restore");
        environment.put("DB_OPERATOR_RESTORE", name);

        assertThatThrownBy(() -> RunRequest.from(environment, NO_EXTRAS))
                .isInstanceOf(UsageException.class)
                .hasMessage("DB_OPERATOR_RESTORE is not set");
    }

    @Test
    void theBackupIsTakenWhenItIsThere() throws Exception {
        environment.put("DB_OPERATOR_BACKUP", "nightly");

        assertThat(RunRequest.from(environment, NO_EXTRAS).backup()).isEqualTo("nightly");
    }

    @Test
    void aBlankBackupIsNone() throws Exception {
        environment.put("DB_OPERATOR_BACKUP", " ");

        assertThat(RunRequest.from(environment, NO_EXTRAS).backup()).isNull();
    }

    @Test
    void theOldNameOfTheOperationIsUnderstood() throws Exception {
        environment.remove("DB_OPERATOR_OPERATION");
        environment.put("DB_OPERATOR_ACTION", "drop");

        assertThat(RunRequest.from(environment, NO_EXTRAS).operation()).isEqualTo(Operation.DROP);
    }

    @Test
    void theNewNameWinsOverTheOldOne() throws Exception {
        environment.put("DB_OPERATOR_ACTION", "drop");

        assertThat(RunRequest.from(environment, NO_EXTRAS).operation()).isEqualTo(Operation.CREATE);
    }

    @Test
    void everythingThatIsMissingIsNamedAtOnce() {
        assertThatThrownBy(() -> RunRequest.from(Map.of(), NO_EXTRAS))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("DB_OPERATOR_OPERATION is not set")
                .hasMessageContaining("[create, backup, restore, verify, drop]")
                .hasMessageContaining("DB_OPERATOR_NAMESPACE is not set")
                .hasMessageContaining("DB_OPERATOR_DATABASE is not set");
    }

    @ParameterizedTest
    @ValueSource(strings = {"DB_OPERATOR_OPERATION", "DB_OPERATOR_NAMESPACE", "DB_OPERATOR_DATABASE"})
    void aBlankVariableIsAMissingOne(String name) {
        environment.put(name, " ");

        assertThatThrownBy(() -> RunRequest.from(environment, NO_EXTRAS)).hasMessageStartingWith(name + " is not set");
    }

    @ParameterizedTest
    @ValueSource(strings = {"clone", "CREATE", " create"})
    void anUnknownOperationIsNamedTogetherWithWhatIsMissing(String word) {
        environment.put("DB_OPERATOR_OPERATION", word);
        environment.remove("DB_OPERATOR_DATABASE");

        assertThatThrownBy(() -> RunRequest.from(environment, NO_EXTRAS))
                .hasMessage("DB_OPERATOR_OPERATION is '" + word
                        + "': give one of [create, backup, restore, verify, drop]; DB_OPERATOR_DATABASE is not set");
    }

    @Test
    void whatTheImageHasBesideIsOfferedToo() {
        environment.put("DB_OPERATOR_OPERATION", "clone");

        assertThatThrownBy(() -> RunRequest.from(environment, new TreeSet<>(List.of("database-backup"))))
                .hasMessage(
                        "DB_OPERATOR_OPERATION is 'clone': give one of [create, backup, restore, verify, drop, database-backup]");
    }

    @Test
    void anUnknownOperationUnderTheOldNameIsCalledByThatName() {
        environment.remove("DB_OPERATOR_OPERATION");
        environment.put("DB_OPERATOR_ACTION", "destroy");

        assertThatThrownBy(() -> RunRequest.from(environment, NO_EXTRAS))
                .hasMessageStartingWith("DB_OPERATOR_ACTION is 'destroy'");
    }
}
