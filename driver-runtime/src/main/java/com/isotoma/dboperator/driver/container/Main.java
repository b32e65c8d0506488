package com.isotoma.dboperator.driver.container;

import com.isotoma.dboperator.driver.command.Commands;
import com.isotoma.dboperator.driver.command.ListCommand;
import com.isotoma.dboperator.driver.command.ReadCommand;
import com.isotoma.dboperator.driver.command.UsageException;
import com.isotoma.dboperator.driver.run.ExitStatus;
import com.isotoma.dboperator.driver.run.OperationHandler;
import com.isotoma.dboperator.driver.run.Steps;
import com.isotoma.dboperator.driver.shared.SharedRun;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The program in a driver's image. Its environment says what to do; a few arguments ask for something else. */
public final class Main {
    private static final Logger LOG = LoggerFactory.getLogger("db-operator");
    /** Shorter than the 30 seconds that a pod has to end. */
    private static final Duration GRACE = Duration.ofSeconds(25);

    private final Map<String, String> environment;
    private final PrintStream out;
    private final Steps steps;

    Main(Map<String, String> environment, PrintStream out, Steps steps) {
        this.environment = environment;
        this.out = out;
        this.steps = steps;
    }

    public static void main(String[] args) {
        var worker = Thread.currentThread();
        var hook = new Thread(() -> endSoon(worker), "shutdown");
        Runtime.getRuntime().addShutdownHook(hook);
        LogOutput.problem().ifPresent(System.err::println);
        int code = new Main(System.getenv(), System.out, new Steps.Logged())
                .run(args)
                .code();
        // Nothing that a run opened is still open: the hooks and threads of libraries need not be waited for.
        System.out.flush();
        System.err.flush();
        Runtime.getRuntime().halt(code);
    }

    ExitStatus run(String... args) {
        try {
            if (Commands.hasOption(ListCommand.NAME, args)) {
                return ListCommand.run(out, args);
            }
            if (Commands.hasOption(ReadCommand.NAME, args)) {
                return ReadCommand.run(out, args);
            }
            var drivers = DriverCatalog.load();
            var operations = OperationHandlers.load();
            if (args.length == 1 && args[0].equals(SettingsCommand.NAME)) {
                return SettingsCommand.run(drivers, out);
            }
            if (args.length == 1 && args[0].equals("--rehearse")) {
                return Rehearsal.run(drivers, operations, steps);
            }
            if (args.length > 0) {
                return help(args, drivers, operations);
            }
            return run(operations, drivers);
        } catch (UsageException e) {
            LOG.error("{} (--help says more)", e.getMessage());
            return ExitStatus.USAGE;
        } catch (RuntimeException e) {
            // A kubeconfig that cannot be read, for example: no resource can be told, only the log.
            LOG.error("The run could not begin or end: {}", e.getMessage(), e);
            return ExitStatus.TRY_AGAIN;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            LOG.warn("Ended before it was done; the next run goes on");
            return ExitStatus.TRY_AGAIN;
        }
    }

    private ExitStatus run(OperationHandlers operations, DriverCatalog drivers)
            throws InterruptedException, UsageException {
        // Before anything is opened: what is missing in the environment is said at once.
        operations.asked(environment);
        try (var client = KubernetesAccess.connect(environment)) {
            return SharedRun.run(environment, client, told -> run(told, operations, drivers, client));
        }
    }

    private ExitStatus run(
            Map<String, String> told, OperationHandlers operations, DriverCatalog drivers, KubernetesClient client)
            throws InterruptedException {
        OperationHandler operation;
        try {
            operation = operations.asked(told);
        } catch (UsageException e) {
            LOG.error("{}", e.getMessage());
            return ExitStatus.USAGE;
        }
        LOG.info("{}", (operation.word() + " " + operation.subject(told)).strip());
        return CommonEnds.of(() -> operation.run(Injection.context(told, client, drivers, steps)));
    }

    private ExitStatus help(String[] args, DriverCatalog drivers, OperationHandlers operations) {
        boolean asked = args.length == 1 && (args[0].equals("--help") || args[0].equals("-h"));
        out.print(Help.of(drivers.names(), operations));
        return asked ? ExitStatus.DONE : ExitStatus.USAGE;
    }

    /** On SIGTERM: interrupts the run and waits until it has cleaned up behind itself. */
    private static void endSoon(Thread worker) {
        worker.interrupt();
        try {
            worker.join(GRACE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
