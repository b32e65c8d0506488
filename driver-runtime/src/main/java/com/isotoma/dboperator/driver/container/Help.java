package com.isotoma.dboperator.driver.container;

import com.isotoma.dboperator.driver.cluster.SystemNamespace;
import com.isotoma.dboperator.driver.run.OperationHandler;
import com.isotoma.dboperator.driver.run.Variable;
import java.util.List;
import java.util.SortedSet;
import java.util.stream.Collectors;

/** What {@code --help} says. */
final class Help {
    private Help() {}

    static String of(SortedSet<String> drivers, OperationHandlers operations) {
        var words = operations.all().stream().map(OperationHandler::word).collect(Collectors.joining(", "));
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
                """.formatted(String.join(", ", drivers)));
        text.append(table(List.of(
                Variable.required(OperationHandlers.OPERATION, "one of: " + words),
                Variable.optional(
                        SystemNamespace.VARIABLE,
                        "the operator's namespace, for runs that use StorageLocations or DatabaseServers"),
                Variable.optional("KUBECONFIG", "how to reach the cluster; in a pod the service account is used"))));
        for (var operation : operations.all()) {
            text.append("\n%s=%s\n".formatted(OperationHandlers.OPERATION, operation.word()));
            text.append(operation.help().strip().indent(2)).append(table(operation.variables()));
        }
        return text.append("""

                Exit status: 0 done, 1 failed and worth another try, 2 started wrongly, 3 the user has to change
                something first (the conditions of the resource say what).
                """).toString();
    }

    private static String table(List<Variable> variables) {
        int width = variables.stream()
                .mapToInt(variable -> variable.name().length())
                .max()
                .orElse(0);
        return variables.stream()
                .map(variable -> ("%-" + width + "s   %s")
                        .formatted(variable.name(), variable.meaning().replace("\n", "\n" + " ".repeat(width + 3)))
                        .indent(2))
                .collect(Collectors.joining());
    }
}
