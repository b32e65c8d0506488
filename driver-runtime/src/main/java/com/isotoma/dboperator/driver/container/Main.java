package com.isotoma.dboperator.driver.container;

import com.isotoma.dboperator.driver.cluster.SystemNamespace;
import com.isotoma.dboperator.driver.operation.Steps;
import java.io.PrintStream;
import java.time.Clock;
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
            var extras = ExtraOperations.load();
            if (args.length == 1 && args[0].equals(SettingsCommand.NAME)) {
                return SettingsCommand.run(drivers, out);
            }
            if (args.length == 1 && args[0].equals("--rehearse")) {
                return Rehearsal.run(drivers, steps);
            }
            if (args.length > 0) {
                return help(args, drivers, extras);
            }
            var extra = extras.find(environment.get(RunRequest.OPERATION));
            return extra.isPresent() ? run(extra.get()) : run(RunRequest.from(environment, extras.words()), drivers);
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

    private ExitStatus run(RunRequest request, DriverCatalog drivers) throws InterruptedException {
        LOG.info(
                "{} {}/{}{}{}",
                request.operation().word(),
                request.namespace(),
                request.database(),
                request.backup() == null ? "" : ", Backup " + request.backup(),
                request.restore() == null ? "" : ", Restore " + request.restore());
        try (var client = KubernetesAccess.connect(environment)) {
            return new DriverRun(drivers, client, SystemNamespace.of(environment), steps).run(request);
        }
    }

    private ExitStatus run(ExtraOperation operation) throws InterruptedException {
        LOG.info("{}", operation.word());
        try (var client = KubernetesAccess.connect(environment)) {
            var context = new RunContext(environment, client, Clock.systemUTC(), steps);
            return CommonEnds.of(() -> operation.run(context));
        }
    }

    private ExitStatus help(String[] args, DriverCatalog drivers, ExtraOperations extras) {
        boolean asked = args.length == 1 && (args[0].equals("--help") || args[0].equals("-h"));
        out.print(Help.of(drivers.names(), extras));
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
