package com.isotoma.dboperator.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GuideSectionTest {
    private static final GuideSection SECTION = GuideSection.of("""
            # A guide
            ## Words alone
            ```sh
            not run
            ```
            ## Work
            ```sh run
            echo one; echo two
            ```
            And so:
            ```text output
            one
            t…o
            ```
            ```sh run
            date
            ```
            """).getFirst();

    @Test
    void hasTheMarkedCommandsAndWhatTheySay() {
        assertThat(SECTION.heading()).isEqualTo("Work");
        assertThat(SECTION.steps())
                .containsExactly(
                        new GuideSection.Step("echo one; echo two\n", List.of("one", "t…o")),
                        new GuideSection.Step("date\n", List.of()));
        assertThat(SECTION.script()).contains("echo one; echo two\necho '== step 1'\ndate");
    }

    @Test
    void linesHaveToComeInTheirOrderAndOutOfTheirOwnStep() {
        assertThat(SECTION.missing("== step 0\nnone\n  one\nand  two\n== step 1\n"))
                .isEmpty();
        assertThat(SECTION.missing("== step 0\ntwo\none\n== step 1\n")).containsExactly("t…o");
        assertThat(SECTION.missing("== step 0\none\n== step 1\ntwo\n")).containsExactly("t…o");
        assertThat(SECTION.missing("")).containsExactly("one");
    }

    @Test
    void allCommandsOfTheOperationsGuideAreRunButThoseForAnotherKindOfDump() throws Exception {
        var fragments = Document.of("docs/operations.md").fragments("sh");
        assertThat(fragments).hasSize(1);
        assertThat(fragments.getFirst().lines())
                .isNotEmpty()
                .allMatch(line -> line.matches("zstd -d < \\S+\\.sql\\.zst \\| (mysql|mariadb) orders +# .*"));
    }

    @Test
    void allCommandsOfTheRunbookAreRunButThoseForAnInstalledOperatorAndItsPreparations() throws Exception {
        assertThat(Document.of("docs/runbook.md").fragments("sh"))
                .extracting(fragment -> fragment.lines().findFirst().orElseThrow())
                .containsExactly(
                        "kubectl config set-context --current --namespace=shop",
                        "kubectl -n db-operator-system get deployment,pods,leases");
    }
}
