package com.isotoma.dboperator.operator;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/** Starts operators in this process, with the rights of the operator's service account. */
final class Operators {
    private Operators() {}

    static RunningOperator start(Cluster cluster, String... arguments) {
        return RunningOperator.start(settings(arguments), cluster.asOperator(), () -> {
            throw new AssertionError("the lease was lost");
        });
    }

    /** One that watches a single namespace, so that it leaves those of other tests alone. */
    static RunningOperator startIn(String namespace, Cluster cluster, String identity, boolean leaderElection) {
        return start(
                cluster, "--namespaces=" + namespace, "--identity=" + identity, "--leader-election=" + leaderElection);
    }

    private static Settings settings(String... arguments) {
        var options = new Options();
        options.identity = "it";
        new CommandLine(options).parseArgs(withDefaults(arguments));
        return Settings.of(options);
    }

    private static String[] withDefaults(String... arguments) {
        var all = new ArrayList<>(List.of(
                "--metrics-host=127.0.0.1",
                "--metrics-port=0",
                "--probe-port=0",
                "--job-ttl=5s",
                "--namespace=db-operator-system"));
        if (List.of(arguments).stream().noneMatch(a -> a.startsWith("--identity"))) {
            all.add("--identity=it");
        }
        all.addAll(List.of(arguments));
        return all.toArray(String[]::new);
    }
}
