package com.isotoma.dboperator.driver.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExtraOperationsTest {
    @Test
    void eachIsFoundByItsWord() throws Exception {
        var extras = ExtraOperations.of(List.of(new Named("vacuum"), new Named("archive")));

        assertThat(extras.words()).containsExactly("archive", "vacuum");
        assertThat(extras.find("vacuum"))
                .hasValueSatisfying(o -> assertThat(o.word()).isEqualTo("vacuum"));
        assertThat(extras.find("create")).isEmpty();
        assertThat(extras.find(null)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"create", "backup", "drop", "", " "})
    void theContainersOwnWordsCannotBeTaken(String word) {
        assertThatThrownBy(() -> ExtraOperations.of(List.of(new Named(word))))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("cannot be called '" + word + "'");
    }

    @Test
    void twoOfOneWordAreRefused() {
        assertThatThrownBy(() -> ExtraOperations.of(List.of(new Named("archive"), new Named("archive"))))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("two operations on the class path are called archive");
    }

    @Test
    void helpNamesThemWithTheirVariables() throws Exception {
        var help = Help.of(new TreeSet<>(List.of("memory")), ExtraOperations.of(List.of(new Named("archive"))));

        assertThat(help)
                .contains(
                        "Drivers in this image: memory\n",
                        "  DB_OPERATOR_OPERATION   create, backup, restore, verify or drop\n")
                .contains("\nDB_OPERATOR_OPERATION=archive\n  Does archive.\n  ARCHIVE   how\n");
    }

    @Test
    void helpOfAnImageWithoutAnyNamesNone() throws Exception {
        assertThat(Help.of(new TreeSet<>(List.of("memory")), ExtraOperations.of(List.of())))
                .doesNotContain("DB_OPERATOR_OPERATION=");
    }

    private record Named(String word) implements ExtraOperation {
        @Override
        public String help() {
            return "Does " + word + ".\nARCHIVE   how\n";
        }

        @Override
        public ExitStatus run(RunContext context) {
            throw new IllegalStateException("nobody asked for " + word);
        }
    }
}
