package com.isotoma.dboperator.driver.drop;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.crds.v1alpha1.DatabasePhase;
import com.isotoma.dboperator.crds.v1alpha1.DeletionPolicy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullSource;

class WaysOutTest {
    @ParameterizedTest
    @NullSource
    @EnumSource(
            value = DatabasePhase.class,
            names = {"CREATED", "BACKUP_BEFORE_DELETE_REQUESTED", "BACKUP_BEFORE_DELETE_IN_PROGRESS"})
    void aLastBackupThatIsDueCanBeSkipped(@Nullable DatabasePhase phase) {
        assertThat(DropOperation.waysOut(DeletionPolicy.BACKUP_THEN_DELETE, phase))
                .contains("Retain", "Delete skips the last backup");
    }

    @ParameterizedTest
    @EnumSource(
            value = DatabasePhase.class,
            names = {"BACKUP_BEFORE_DELETE_COMPLETED", "DELETION_REQUESTED", "DELETION_IN_PROGRESS", "DELETED"})
    void aLastBackupThatIsMadeCannot(DatabasePhase phase) {
        assertThat(DropOperation.waysOut(DeletionPolicy.BACKUP_THEN_DELETE, phase))
                .contains("Retain")
                .doesNotContain("skips");
    }

    @Test
    void whereNoneIsWantedNoneCanBeSkipped() {
        assertThat(DropOperation.waysOut(DeletionPolicy.DELETE, DatabasePhase.DELETION_IN_PROGRESS))
                .contains("Retain")
                .doesNotContain("skips");
    }

    @Test
    void whatIsKeptAnywayNeedsNoWayOut() {
        assertThat(DropOperation.waysOut(DeletionPolicy.RETAIN, DatabasePhase.DELETION_IN_PROGRESS))
                .isEmpty();
    }
}
