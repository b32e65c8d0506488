package com.isotoma.dboperator.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.isotoma.dboperator.driver.spi.Reasons;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReasonsTest {
    private static final Path PAGE = Path.of("../docs/reasons.md");

    @Test
    void committedPageIsWhatTheCodeSays() throws IOException {
        var page = ReasonsPage.page();
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(PAGE, page);
        }

        assertThat(PAGE)
                .as("%s is stale: its second line says how to write it", PAGE)
                .content()
                .isEqualTo(page);
    }

    @Test
    void everyErrorHasARemedy() {
        assertThat(ReasonLists.words(Reasons.class))
                .isNotEmpty()
                .allSatisfy(field ->
                        assertThat(ReasonLists.explained(field).remedy()).isNotEmpty());
    }

    @Test
    void noListHasAWordTwice() {
        assertThat(ReasonLists.SECTIONS)
                .allSatisfy(section -> assertThat(
                                ReasonLists.words(section.words()).stream().map(ReasonLists::word))
                        .doesNotHaveDuplicates());
    }

    @Test
    void everyReasonInTheCodeIsOneOfTheLists() throws IOException {
        assertThat(ReasonUses.inSources())
                .hasSizeGreaterThan(100)
                .allSatisfy(use -> assertThat(use.listed())
                        .as("%s: take the reason from one of the lists, where it is explained", use)
                        .isTrue());
    }

    @Test
    void aWordOfTheCallersOwnIsFound(@TempDir Path folder) throws IOException {
        var source = Files.writeString(folder.resolve("Sample.java"), """
                class Sample {
                    static final String OWN = "OwnWord";
                    record Verdict(boolean holds, String reason) {}
                    void fail(String reason, String message) {}
                    void all(boolean other, String reason) {
                        fail("OwnWord", "message");
                        fail(OWN, "message");
                        new Verdict(true, other ? EndReasons.CANCELLED : Elsewhere.OWN);
                        fail(reason, "message");
                        fail("Not", "one", "of three");
                    }
                }
                """);

        assertThat(ReasonUses.in(List.of(source)))
                .extracting(ReasonUses.Use::expression, ReasonUses.Use::listed)
                .containsExactly(
                        tuple("\"OwnWord\"", false),
                        tuple("OWN", false),
                        tuple("EndReasons.CANCELLED", true),
                        tuple("Elsewhere.OWN", false),
                        tuple("reason", true));
    }

    @Test
    void everyWordOfTheListsIsUsed() throws IOException {
        var sources = ReasonUses.text();

        assertThat(ReasonLists.SECTIONS)
                .flatExtracting(section -> ReasonLists.words(section.words()))
                .allSatisfy(field -> assertThat(sources)
                        .contains(field.getDeclaringClass().getSimpleName() + "." + field.getName()));
    }
}
