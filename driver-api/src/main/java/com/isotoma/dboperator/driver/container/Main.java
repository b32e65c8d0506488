package com.isotoma.dboperator.driver.container;

import com.isotoma.dboperator.driver.operation.Steps;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The program in a driver's image. It takes no arguments; its environment says what to do. */
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
            var drivers = DriverCatalog.load();
            if (args.length == 1 && args[0].equals("--rehearse")) {
                return Rehearsal.run(drivers, steps);
            }
            if (args.length > 0) {
                return help(args, drivers);
            }
            var request = RunRequest.from(environment);
            LOG.info(
                    "{} {}/{}{}",
                    request.operation().word(),
                    request.namespace(),
                    request.database(),
                    request.backup() == null ? "" : ", Backup " + request.backup());
            try (var client = KubernetesAccess.connect(environment)) {
                return new DriverRun(drivers, client, steps).run(request);
            }
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

    private ExitStatus help(String[] args, DriverCatalog drivers) {
        boolean asked = args.length == 1 && (args[0].equals("--help") || args[0].equals("-h"));
        out.printf(
                """
                Does one operation on one Database or Backup of db.isotoma.com, and moves its phases.
                Drivers in this image: %s

                It takes no arguments but --help, and --rehearse: the beginning of a run against nothing, for building a
                cache of classes. Environment:
                  %s   create, backup or drop
                  %s   namespace of the resources
                  %s    name of the Database
                  %s      name of the Backup (backup only)
                  KUBECONFIG              how to reach the cluster; in a pod the service account is used

                Exit status: 0 done, 1 failed and worth another try, 2 started wrongly, 3 the user has to change
                something first (the conditions of the resource say what).
                """,
                String.join(", ", drivers.names()),
                RunRequest.OPERATION,
                RunRequest.NAMESPACE,
                RunRequest.DATABASE,
                RunRequest.BACKUP);
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
