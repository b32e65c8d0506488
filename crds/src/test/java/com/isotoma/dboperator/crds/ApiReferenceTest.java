package com.isotoma.dboperator.crds;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ApiReferenceTest {
    private static final Path PAGE = Path.of("../docs/api-reference.md");

    @Test
    void committedPageIsWhatTheCrdsSay() throws IOException {
        var page = ApiReference.page();
        if (Boolean.getBoolean("crds.write")) {
            Files.writeString(PAGE, page);
        }

        assertThat(PAGE)
                .as("%s is stale: mvn -pl crds test -Dcrds.write=true", PAGE)
                .content()
                .isEqualTo(page);
    }

    @Test
    void everyLinkWithinThePageLeadsToAHeadingOfItsOwn() {
        var page = ApiReference.page();
        var headings = Pattern.compile("(?m)^#+ (\\w+)$")
                .matcher(page)
                .results()
                .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
                .toList();

        assertThat(headings).doesNotHaveDuplicates();
        assertThat(Pattern.compile("\\(#([^)]+)\\)").matcher(page).results().map((MatchResult link) -> link.group(1)))
                .isNotEmpty()
                .allSatisfy(link -> assertThat(headings).contains(link));
    }

    @Test
    void aFieldIsToldWithAllThatTheApiServerAsksOfIt() {
        assertThat(ApiReference.page())
                .contains("| `spec.driver` | string | yes |  | 1 to 253 characters | Name of the Driver")
                .contains("| `spec.connect` | map of integer or string | yes |")
                .contains("| `spec.backupTo` | [BackupTarget](#backuptarget) |")
                .contains("| `spec.backupTo` | list of [BackupTarget](#backuptarget) |")
                .contains("`Restore.spec.storage.s3`")
                .contains("- without backupTo nothing could be backed up before deletion");
    }
}
