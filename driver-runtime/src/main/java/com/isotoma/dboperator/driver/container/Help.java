package com.isotoma.dboperator.driver.container;

import com.isotoma.dboperator.driver.cluster.SystemNamespace;
import java.util.SortedSet;

/** What {@code --help} says. */
final class Help {
    private Help() {}

    static String of(SortedSet<String> drivers, ExtraOperations extras) {
        var text = new StringBuilder("""
                Does one operation on one Database, Backup or Restore of db.isotoma.com, and moves its phases.
                Drivers in this image: %s

                It takes no arguments but
                  --help
                  --list s3://BUCKET/FOLDER   lists the backups in a bucket, without a cluster; --list --help says more
                  --read s3://BUCKET/KEY      writes the dump in a backup, without a cluster; --read --help says more
                  --settings                  lists the keys of spec.connect and spec.options that the drivers read
                  --rehearse                  the beginning of a run against nothing, for building a cache of classes

                Environment:
                  %s   create, backup, restore, verify or drop
                  %s   namespace of the resources
                  %s    name of the Database
                  %s      name of the Backup (backup and verify only)
                  %s     name of the Restore (restore only)
                  %s   the operator's namespace, for runs that use StorageLocations
                  KUBECONFIG              how to reach the cluster; in a pod the service account is used

                """.formatted(
                        String.join(", ", drivers),
                        RunRequest.OPERATION,
                        RunRequest.NAMESPACE,
                        RunRequest.DATABASE,
                        RunRequest.BACKUP,
                        RunRequest.RESTORE,
                        SystemNamespace.VARIABLE));
        for (var extra : extras.all()) {
            text.append("%s=%s\n".formatted(RunRequest.OPERATION, extra.word()));
            text.append(extra.help().indent(2)).append('\n');
        }
        return text.append("""
                Exit status: 0 done, 1 failed and worth another try, 2 started wrongly, 3 the user has to change
                something first (the conditions of the resource say what).
                """).toString();
    }
}
