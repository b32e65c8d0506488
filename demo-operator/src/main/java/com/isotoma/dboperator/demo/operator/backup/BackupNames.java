package com.isotoma.dboperator.demo.operator.backup;

import com.isotoma.dboperator.demo.v1alpha1.DatabaseBackup;

/** Names of the objects of a DatabaseBackup. */
final class BackupNames {
    static final String CONTAINER = "backup";

    private BackupNames() {}

    static String job(DatabaseBackup backup) {
        return of(backup) + "-job";
    }

    static String cronJob(DatabaseBackup backup) {
        return of(backup) + "-cronjob";
    }

    static String account(DatabaseBackup backup) {
        return of(backup) + "-databasebackup";
    }

    static String role(DatabaseBackup backup) {
        return of(backup) + "-role-databasebackup";
    }

    static String binding(DatabaseBackup backup) {
        return of(backup) + "-rolebinding-databasebackup";
    }

    static String of(DatabaseBackup backup) {
        return backup.getMetadata().getName();
    }
}
