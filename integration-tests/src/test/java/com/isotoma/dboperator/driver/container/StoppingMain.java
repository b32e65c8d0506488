package com.isotoma.dboperator.driver.container;

import com.isotoma.dboperator.driver.run.Steps;
import java.io.IOException;

/**
 * The driver container, except that it stands still as by SIGSTOP when it passes the checkpoint whose name is the system
 * property {@code stop.at}, until somebody lets it go on.
 */
public final class StoppingMain {
    private StoppingMain() {}

    public static void main(String[] args) {
        var stopAt = System.getProperty("stop.at");
        Steps logged = new Steps.Logged();
        Steps stopping = step -> {
            logged.reached(step);
            if (step.name().equals(stopAt)) {
                stop();
            }
        };
        Runtime.getRuntime()
                .halt(new Main(System.getenv(), System.out, stopping).run().code());
    }

    private static void stop() {
        try {
            var pid = Long.toString(ProcessHandle.current().pid());
            var unused =
                    new ProcessBuilder("sh", "-c", "kill -STOP " + pid).start().waitFor();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
