package com.isotoma.dboperator.operator.backup;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.crds.v1alpha1.Backup;
import com.isotoma.dboperator.crds.v1alpha1.BackupSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NotBeforeTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    @Test
    void aBackupIsEarlyUntilTheVeryMoment() {
        assertThat(NotBefore.early(backup("2026-11-21T12:00:01Z"), NOW)).isTrue();
        assertThat(NotBefore.early(backup("2026-11-21T12:00:00Z"), NOW)).isFalse();
        assertThat(NotBefore.early(backup("2026-11-21T13:00:00+02:00"), NOW)).isFalse();
        assertThat(NotBefore.early(backup(null), NOW)).isFalse();
    }

    @Test
    void whatIsNoTimeHoldsNothingUp() {
        assertThat(NotBefore.early(backup("2999-02-30T12:00:00Z"), NOW)).isFalse();
    }

    @Test
    void theNextLookIsWhenTheFirstOfThemMayBegin() {
        var backups = List.of(
                backup("2026-11-21T13:00:00Z"),
                backup(null),
                backup("2026-11-21T12:30:00Z"),
                backup("2020-01-01T00:00:00Z"));

        assertThat(NotBefore.next(backups, NOW)).contains(Duration.ofMinutes(30));
        assertThat(NotBefore.next(List.of(backup(null)), NOW)).isEmpty();
    }

    private static Backup backup(@Nullable String notBefore) {
        var backup = new Backup();
        backup.setSpec(new BackupSpec("orders", null, notBefore, null, null, null));
        return backup;
    }
}
