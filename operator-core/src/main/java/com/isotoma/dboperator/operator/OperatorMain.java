package com.isotoma.dboperator.operator;

import com.isotoma.dboperator.crds.contract.DirectConnection;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The operator's process. It ends when it is asked to (SIGTERM, then with 143), with 1 when it could not start or has
 * lost its lease, with 2 when it was started wrongly; whoever runs it starts it again.
 */
@Command(
        name = "db-operator",
        mixinStandardHelpOptions = true,
        version = "db-operator 0.1.0",
        sortOptions = false,
        description = "Looks at Databases and Backups and creates the Jobs that they are due.",
        footer = {
            "",
            "Every option can be given as the variable that its text names. The cluster is found as kubectl finds it:",
            "by the service account in a pod, else by KUBECONFIG."
        })
public final class OperatorMain implements Callable<Integer> {
    private static final Logger log = LoggerFactory.getLogger(OperatorMain.class);
    private static final int LOST_LEASE = 1;

    @Mixin
    private final Options options = new Options();

    @Option(
            names = "--rehearse",
            hidden = true,
            description = "Starts against nothing and ends, for building a cache of classes")
    private boolean rehearse;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Runs until the process is asked to end. */
    public static void main(String[] args) {
        // Guice would define classes by a way that JDK 25 warns about.
        System.setProperty("guice_bytecode_gen_option", "DISABLED");
        System.exit(new CommandLine(new OperatorMain()).execute(args));
    }

    @Override
    public Integer call() throws InterruptedException {
        if (options.identity.isBlank()) {
            options.identity = UUID.randomUUID().toString();
        }
        var settings = settings();
        Logging.configure(options.logFormat, options.logLevel);
        if (rehearse) {
            return Rehearsal.run(settings);
        }
        log.info("starting with {}", settings);
        try {
            var operator = RunningOperator.start(settings, client(), OperatorMain::endProcess);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(operator), "shutdown"));
            log.info("ready, health and metrics on port {}", operator.port());
        } catch (RuntimeException e) {
            log.error("the operator could not start: {}", e.getMessage(), e);
            return 1;
        }
        new CountDownLatch(1).await(); // until the shutdown ends this thread with the process
        return 0;
    }

    private static void end(RunningOperator operator) {
        log.info("asked to end");
        operator.close();
        log.info("ended");
    }

    private Settings settings() {
        try {
            return Settings.of(options);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private static KubernetesClient client() {
        return new KubernetesClientBuilder()
                .withConfig(DirectConnection.of(Config.autoConfigure(null), System.getenv()))
                .build();
    }

    /** In a thread of its own, since the shutdown waits for the thread that noticed the loss. */
    private static void endProcess() {
        Thread.ofPlatform().name("lease-lost").start(() -> System.exit(LOST_LEASE));
    }
}
