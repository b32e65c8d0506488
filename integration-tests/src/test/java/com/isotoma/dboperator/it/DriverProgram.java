package com.isotoma.dboperator.it;

import com.isotoma.dboperator.crds.v1alpha1.Operation;
import com.isotoma.dboperator.driver.container.HaltingMain;
import com.isotoma.dboperator.driver.container.Main;
import com.isotoma.dboperator.driver.container.StoppingMain;
import com.isotoma.dboperator.driver.run.Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs the container of the PostgreSQL driver with the variables of a Job: a run that is only waited for in the process that
 * hosts those of all tests, every other as a process of its own.
 */
final class DriverProgram {
    private static final Path LIB = Workspace.root().resolve("driver-postgresql/target/dist/lib");

    private DriverProgram() {}

    /**
     * How a run ended.
     *
     * @param status exit status
     * @param log all that it printed
     */
    record End(int status, String log) {
        boolean killed() {
            return status == HaltingMain.KILLED;
        }
    }

    /** Runs to the end. */
    static End run(Operation operation, TestNamespace namespace, String database, @Nullable String backup)
            throws IOException, InterruptedException {
        var environment = new HashMap<>(environment(operation, namespace, database, backup));
        environment.putAll(DriverHost.environment(LIB.resolveSibling("bin/driver")));
        return launch(List.of(DriverHost.program().toString()), environment).end();
    }

    /** Starts and does not wait; the caller closes it. */
    static DriverProcess start(Operation operation, TestNamespace namespace, String database, @Nullable String backup)
            throws IOException {
        return start(List.of(Main.class.getName()), environment(operation, namespace, database, backup));
    }

    /** Starts with another way to the cluster. */
    static DriverProcess startWith(
            Path kubeconfig, Operation operation, TestNamespace namespace, String database, @Nullable String backup)
            throws IOException {
        var access = Map.of("KUBECONFIG", kubeconfig.toString());
        return start(List.of(Main.class.getName()), environment(access, operation, namespace, database, backup));
    }

    /** Starts with further variables, as a Driver gives them. */
    static DriverProcess startWith(
            Map<String, String> more,
            Operation operation,
            TestNamespace namespace,
            String database,
            @Nullable String backup)
            throws IOException {
        var all = new HashMap<>(environment(operation, namespace, database, backup));
        all.putAll(more);
        return start(List.of(Main.class.getName()), all);
    }

    /** Starts one that stands still, as on a node that is lost for a while, when it passes that checkpoint. */
    static DriverProcess startStoppingAt(
            Checkpoint at, Operation operation, TestNamespace namespace, String database, @Nullable String backup)
            throws IOException {
        return start(
                List.of("-Dstop.at=" + at.name(), StoppingMain.class.getName()),
                environment(operation, namespace, database, backup));
    }

    /** Runs and dies at step {@code haltAt}, unless it ends before. */
    static End runKilledAt(
            int haltAt, Operation operation, TestNamespace namespace, String database, @Nullable String backup)
            throws IOException, InterruptedException {
        return start(
                        List.of("-Dhalt.at=" + haltAt, HaltingMain.class.getName()),
                        environment(operation, namespace, database, backup))
                .end();
    }

    /** Runs where no file can be written to, as when the temporary folder is full. */
    static End runWithoutRoom(Operation operation, TestNamespace namespace, String database, @Nullable String backup)
            throws IOException, InterruptedException {
        // What it prints goes through another process, which may write.
        var cramped =
                List.of("bash", "-c", "(trap '' XFSZ; ulimit -f 0; exec \"$@\") 2>&1 | cat; exit $PIPESTATUS", "bash");
        return start(cramped, List.of(Main.class.getName()), environment(operation, namespace, database, backup))
                .end();
    }

    private static Map<String, String> environment(
            Operation operation, TestNamespace namespace, String database, @Nullable String backup) throws IOException {
        return environment(AccountFiles.environment(), operation, namespace, database, backup);
    }

    private static Map<String, String> environment(
            Map<String, String> access,
            Operation operation,
            TestNamespace namespace,
            String database,
            @Nullable String backup) {
        var environment = new HashMap<>(access);
        environment.put("PATH", DriverHost.tools());
        environment.put("DB_OPERATOR_OPERATION", operation.word());
        environment.put("DB_OPERATOR_NAMESPACE", namespace.name);
        environment.put("DB_OPERATOR_DATABASE", database);
        environment.put("DB_OPERATOR_BACKUP", backup == null ? "" : backup);
        return environment;
    }

    private static DriverProcess start(List<String> main, Map<String, String> environment) throws IOException {
        return start(List.of(), main, environment);
    }

    /**
     * As the launcher does it, with the tests' own main classes behind the program's.
     *
     * @param by what runs Java, if not this process itself
     */
    private static DriverProcess start(List<String> by, List<String> main, Map<String, String> environment)
            throws IOException {
        var command = new ArrayList<>(by);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:AOTCache=" + LIB.resolve("driver.aot")));
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(List.of("-cp", LIB.resolve("driver.jar") + ":" + Workspace.testClasses()));
        command.addAll(main);
        return launch(command, environment);
    }

    private static DriverProcess launch(List<String> command, Map<String, String> environment) throws IOException {
        var log = Files.createTempFile("driver-", ".log");
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return new DriverProcess(builder.start(), log);
    }
}
