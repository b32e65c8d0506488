package com.isotoma.dboperator.driver.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.isotoma.dboperator.driver.command.UsageException;
import com.isotoma.dboperator.driver.run.ExitStatus;
import com.isotoma.dboperator.driver.run.OperationHandler;
import com.isotoma.dboperator.driver.run.RunContext;
import com.isotoma.dboperator.driver.run.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperationHandlersTest {
    @Test
    void eachIsFoundByItsWord() throws Exception {
        var operations = OperationHandlers.of(List.of(new Named("vacuum"), new Named("archive")));

        assertThat(operations.all()).extracting(OperationHandler::word).containsExactly("vacuum", "archive");
        assertThat(operations.find("vacuum"))
                .hasValueSatisfying(o -> assertThat(o.word()).isEqualTo("vacuum"));
        assertThat(operations.find("create")).isEmpty();
        assertThat(operations.find(null)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void oneWithoutAWordIsRefused(String word) {
        assertThatThrownBy(() -> OperationHandlers.of(List.of(new Named(word))))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("cannot be called '" + word + "'");
    }

    @Test
    void theWordsOfTheDriversContainerAreRegisteredLikeThoseOfAnImage() throws Exception {
        assertThat(OperationHandlers.load().all())
                .extracting(OperationHandler::word)
                .startsWith("create", "backup", "restore", "verify", "drop", "rotate", "schedule");
    }

    @Test
    void theContainersOwnWordsCannotBeTaken() throws Exception {
        var taken = new ArrayList<OperationHandler>(OperationHandlers.load().all());
        taken.add(new Named("create"));

        assertThatThrownBy(() -> OperationHandlers.of(taken))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("called create: ")
                .hasMessageContaining("CreateHandler and ");
    }

    @Test
    void twoOfOneWordAreRefused() {
        assertThatThrownBy(() -> OperationHandlers.of(List.of(new Named("archive"), new Named("archive"))))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("two operations on the class path are called archive");
    }

    @Test
    void helpNamesThemWithTheirVariables() throws Exception {
        var help = Help.of(new TreeSet<>(List.of("memory")), OperationHandlers.of(List.of(new Named("archive"))));

        assertThat(help)
                .contains("Drivers in this image: memory\n", "  DB_OPERATOR_OPERATION          one of: archive\n")
                .contains("\nDB_OPERATOR_OPERATION=archive\n  Does archive.\n  ARCHIVE   how\n");
    }

    @Test
    void helpExplainsEachOperationOfEveryImage() throws Exception {
        assertThat(Help.of(new TreeSet<>(List.of("memory")), OperationHandlers.load()))
                .contains("one of: create, backup, restore, verify, drop, rotate, schedule, ")
                .contains("""

                        DB_OPERATOR_OPERATION=verify
                          Restores a Backup beside the database in use, counts what came of it, and drops it again.
                          DB_OPERATOR_NAMESPACE   namespace of the resources
                          DB_OPERATOR_DATABASE    name of the Database
                          DB_OPERATOR_BACKUP      name of the Backup
                        """);
    }

    private record Named(String word) implements OperationHandler {
        @Override
        public String help() {
            return "Does " + word + ".";
        }

        @Override
        public List<Variable> variables() {
            return List.of(Variable.required("ARCHIVE", "how"));
        }

        @Override
        public ExitStatus run(RunContext context) {
            throw new IllegalStateException("nobody asked for " + word);
        }
    }
}
