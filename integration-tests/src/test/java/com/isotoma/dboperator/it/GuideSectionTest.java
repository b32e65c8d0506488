package com.isotoma.dboperator.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;
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
    void allCommandsOfTheRunbookAreRunButThoseForAnInstalledOperatorAndItsPreparations() throws Exception {
        var runbook = Files.readString(Workspace.root().resolve("docs/runbook.md"));

        assertThat(Pattern.compile("(?ms)^```sh\n(.*?)^```$").matcher(runbook).results())
                .extracting(fragment -> fragment.group(1).lines().findFirst().orElseThrow())
                .containsExactly(
                        "kubectl config set-context --current --namespace=shop",
                        "kubectl -n db-operator-system get deployment,pods,leases");
    }
}
