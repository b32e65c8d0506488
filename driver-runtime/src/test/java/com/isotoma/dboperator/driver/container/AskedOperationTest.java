package com.isotoma.dboperator.driver.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.isotoma.dboperator.driver.command.UsageException;
import com.isotoma.dboperator.driver.run.OperationHandler;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AskedOperationTest {
    private final Map<String, String> environment = new HashMap<>(Map.of(
            "DB_OPERATOR_OPERATION", "create", "DB_OPERATOR_NAMESPACE", "team-a", "DB_OPERATOR_DATABASE", "orders"));

    private static OperationHandler asked(Map<String, String> environment) throws UsageException {
        return OperationHandlers.load().asked(environment);
    }

    private String first() throws UsageException {
        var operation = asked(environment);
        return operation.word() + " " + operation.subject(environment);
    }

    @ParameterizedTest
    @CsvSource({
        "create, create team-a/orders",
        "backup, 'backup team-a/orders, Backup nightly'",
        "restore, 'restore team-a/orders, Restore to-monday'",
        "verify, 'verify team-a/orders, Backup nightly'",
        "drop, drop team-a/orders",
        "schedule, schedule team-a/daily",
        "check-location, check-location vault",
        "check-places, check-places team-a/daily"
    })
    void everyOperationIsFoundByItsWordAndSaysWhatItWorksOn(String word, String says) throws Exception {
        environment.put("DB_OPERATOR_OPERATION", word);
        environment.put("DB_OPERATOR_BACKUP", "nightly");
        environment.put("DB_OPERATOR_RESTORE", "to-monday");
        environment.put("DB_OPERATOR_SCHEDULE", "daily");
        environment.put("DB_OPERATOR_JOB", "daily-1");
        environment.put("DB_OPERATOR_LOCATION", "vault");
        environment.put("DB_OPERATOR_SYSTEM_NAMESPACE", "db-operator");

        assertThat(first()).isEqualTo(says);
    }

    @ParameterizedTest
    @CsvSource({
        "restore, DB_OPERATOR_NAMESPACE DB_OPERATOR_DATABASE DB_OPERATOR_RESTORE",
        "schedule, DB_OPERATOR_NAMESPACE DB_OPERATOR_SCHEDULE DB_OPERATOR_JOB",
        "check-location, DB_OPERATOR_LOCATION DB_OPERATOR_SYSTEM_NAMESPACE",
        "check-places, DB_OPERATOR_NAMESPACE DB_OPERATOR_SCHEDULE"
    })
    void anOperationWithoutItsVariablesNamesThemAll(String word, String variables) {
        assertThatThrownBy(() -> asked(Map.of("DB_OPERATOR_OPERATION", word)))
                .isInstanceOf(UsageException.class)
                .hasMessage(variables.replace(" ", " is not set; ") + " is not set");
    }

    @Test
    void whatIsToBeVerifiedHasToBeNamed() {
        environment.put("DB_OPERATOR_OPERATION", "verify");

        assertThatThrownBy(() -> asked(environment))
                .isInstanceOf(UsageException.class)
                .hasMessage("DB_OPERATOR_BACKUP is not set");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void aRestoreHasToBeNamed(String name) {
        environment.put("DB_OPERATOR_OPERATION", "restore");
        environment.put("DB_OPERATOR_RESTORE", name);

        assertThatThrownBy(() -> asked(environment))
                .isInstanceOf(UsageException.class)
                .hasMessage("DB_OPERATOR_RESTORE is not set");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void aBlankBackupIsNone(String name) throws Exception {
        environment.put("DB_OPERATOR_OPERATION", "backup");
        environment.put("DB_OPERATOR_BACKUP", name);

        assertThat(first()).isEqualTo("backup team-a/orders");
    }

    @Test
    void theOldNameOfTheOperationIsUnderstood() throws Exception {
        environment.remove("DB_OPERATOR_OPERATION");
        environment.put("DB_OPERATOR_ACTION", "drop");

        assertThat(asked(environment).word()).isEqualTo("drop");
    }

    @Test
    void theNewNameWinsOverTheOldOne() throws Exception {
        environment.put("DB_OPERATOR_ACTION", "drop");

        assertThat(asked(environment).word()).isEqualTo("create");
    }

    @Test
    void everythingThatIsMissingIsNamedAtOnce() {
        assertThatThrownBy(() -> asked(Map.of()))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("DB_OPERATOR_OPERATION is not set")
                .hasMessageContaining("[create, backup, restore, verify, drop, rotate, schedule, ")
                .hasMessageContaining("DB_OPERATOR_NAMESPACE is not set")
                .hasMessageContaining("DB_OPERATOR_DATABASE is not set");
    }

    @ParameterizedTest
    @ValueSource(strings = {"DB_OPERATOR_OPERATION", "DB_OPERATOR_NAMESPACE", "DB_OPERATOR_DATABASE"})
    void aBlankVariableIsAMissingOne(String name) {
        environment.put(name, " ");

        assertThatThrownBy(() -> asked(environment)).hasMessageStartingWith(name + " is not set");
    }

    @ParameterizedTest
    @ValueSource(strings = {"clone", "CREATE", " create"})
    void anUnknownOperationIsNamedTogetherWithWhatIsMissing(String word) {
        environment.put("DB_OPERATOR_OPERATION", word);
        environment.remove("DB_OPERATOR_DATABASE");

        assertThatThrownBy(() -> asked(environment))
                .hasMessageStartingWith("DB_OPERATOR_OPERATION is '" + word + "': give one of [create, backup, ")
                .hasMessageEndingWith("]; DB_OPERATOR_DATABASE is not set");
    }

    @Test
    void anUnknownOperationUnderTheOldNameIsCalledByThatName() {
        environment.remove("DB_OPERATOR_OPERATION");
        environment.put("DB_OPERATOR_ACTION", "destroy");

        assertThatThrownBy(() -> asked(environment)).hasMessageStartingWith("DB_OPERATOR_ACTION is 'destroy'");
    }
}
