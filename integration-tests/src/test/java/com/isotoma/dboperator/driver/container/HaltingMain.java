package com.isotoma.dboperator.driver.container;

import com.isotoma.dboperator.driver.run.Steps;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The driver container, except that it dies at a step, as suddenly as by SIGKILL: no hook runs, no stream is closed. The
 * system property {@code halt.at} says at which step, counted from 1.
 */
public final class HaltingMain {
    /** What a process killed by signal 9 ends with. */
    public static final int KILLED = 137;

    private HaltingMain() {}

    public static void main(String[] args) {
        int haltAt = Integer.getInteger("halt.at");
        var count = new AtomicInteger();
        Steps logged = new Steps.Logged();
        Steps halting = step -> {
            logged.reached(step);
            if (count.incrementAndGet() == haltAt) {
                Runtime.getRuntime().halt(KILLED);
            }
        };
        Runtime.getRuntime()
                .halt(new Main(System.getenv(), System.out, halting).run().code());
    }
}
