package com.isotoma.dboperator.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.isotoma.dboperator.driver.spi.Capability;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverApi;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Exclusions;
import com.isotoma.dboperator.driver.spi.Omitted;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@link DriverApi#backupPart} promises. */
abstract class PartContract extends UserLifeContract {
    private static final List<String> TEXTS = List.of("one", "two");
    private static final String NO_TABLE = "no_table_has_this_name_*";

    @Test
    void theRowsOfATableAreLeftOutOrThatIsRefused() throws Exception {
        var target = filled();
        if (refusedAsDeclared(target)) {
            return;
        }
        var dump = new ByteArrayOutputStream();

        var report = driver().backupPart(target, new Exclusions(List.of(), List.of(patternOfTexts())), dump);

        assertThat(report.omitted().data()).hasSize(1);
        assertThat(report.omitted().tables()).isEmpty();
        assertThat(report.contents().totalRows()).isZero();
        restored(dump);
        assertCounted(report.contents(), copy());
        assertThat(stored(copy(), OTHER_PASSWORD)).isEmpty();
        assertThat(stored(target, PASSWORD)).isEqualTo(TEXTS);
    }

    @Test
    void aTableIsLeftOut() throws Exception {
        var target = filled();
        if (refusedAsDeclared(target)) {
            return;
        }
        var dump = new ByteArrayOutputStream();

        var report = driver().backupPart(target, new Exclusions(List.of(patternOfTexts()), List.of()), dump);

        assertThat(report.omitted().tables()).isNotEmpty();
        assertThat(report.omitted().data()).isEmpty();
        assertThat(report.contents().tables()).isZero();
        restored(dump);
        assertThat(driver().isEmpty(copy())).isTrue();
        assertThat(stored(target, PASSWORD)).isEqualTo(TEXTS);
    }

    @Test
    void aPatternThatMatchesNothingIsNamedAndLeavesNothingOut() throws Exception {
        var target = filled();
        if (refusedAsDeclared(target)) {
            return;
        }
        var dump = new ByteArrayOutputStream();

        var report = driver().backupPart(target, new Exclusions(List.of(NO_TABLE), List.of(NO_TABLE + "x")), dump);

        assertThat(report.omitted()).isEqualTo(new Omitted(List.of(), List.of(), List.of(NO_TABLE, NO_TABLE + "x")));
        restored(dump);
        assertCounted(report.contents(), copy());
        assertThat(stored(copy(), OTHER_PASSWORD)).isEqualTo(TEXTS);
    }

    private DatabaseTarget filled() throws Exception {
        var target = target(owner, name);
        create(target, PASSWORD);
        store(target, PASSWORD, TEXTS);
        return target;
    }

    private void restored(ByteArrayOutputStream dump) throws Exception {
        create(copy(), OTHER_PASSWORD);
        driver().restore(copy(), new ByteArrayInputStream(dump.toByteArray()));
    }

    /** Whether the driver declares that it backs up whole databases only. */
    private boolean refusedAsDeclared(DatabaseTarget target) {
        if (can(Capability.PARTIAL_BACKUPS)) {
            return false;
        }
        var sink = new ByteArrayOutputStream();
        assertThatThrownBy(() -> driver().backupPart(target, new Exclusions(List.of("*"), List.of()), sink))
                .isInstanceOfSatisfying(
                        DriverException.class, e -> assertThat(e.reason()).isEqualTo(Reasons.NOT_SUPPORTED));
        assertThat(sink.size()).isZero();
        return true;
    }
}
