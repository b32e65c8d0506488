package com.isotoma.dboperator.driver.run;

import java.util.List;
import java.util.Map;

/**
 * An operation of a run: what {@code DB_OPERATOR_OPERATION} can ask for. The container knows those that are named in {@code
 * META-INF/services/com.isotoma.dboperator.driver.run.OperationHandler} of any jar on the class path; its own are named there
 * like those that an image adds. An implementation has a public no-argument constructor. One that works on a Database under
 * its Lease and with its driver extends {@link DatabaseOperation}.
 */
public interface OperationHandler {
    /** The value of {@code DB_OPERATOR_OPERATION} that asks for it, and no other operation's. */
    String word();

    /** What it does, for {@code --help}: lines that are not indented. */
    String help();

    /** The variables that it reads. */
    List<Variable> variables();

    /** What it works on, for the first line of the log; empty where the word says all. */
    default String subject(Map<String, String> environment) {
        return "";
    }

    /**
     * Does it. Idempotent: a run may be cut off anywhere, and another one does the rest. Called once, by one thread, with all
     * required variables set. Exceptions of the Kubernetes client and lost races may pass through; the container knows what
     * they mean.
     *
     * @return how it ended; what the user has to know stands in the operation's resource by then
     * @throws InterruptedException when the container is asked to end
     */
    ExitStatus run(RunContext context) throws InterruptedException;
}
