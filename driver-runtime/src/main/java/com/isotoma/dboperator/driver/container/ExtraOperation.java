package com.isotoma.dboperator.driver.container;

/**
 * An operation that an image brings beside those on Databases and Backups: with resources of its own, and the container's
 * way of starting, ending and storing. An implementation has a public no-argument constructor and is named in {@code
 * META-INF/services/com.isotoma.dboperator.driver.container.ExtraOperation}.
 */
public interface ExtraOperation {
    /** The value of {@code DB_OPERATOR_OPERATION} that asks for it; none of the container's own, and no other's. */
    String word();

    /** What it does and which variables it reads, for {@code --help}: lines that are not indented. */
    String help();

    /**
     * Does it. Idempotent: a run may be cut off anywhere, and another one does the rest. Called once, by one thread.
     * Exceptions of the Kubernetes client and lost races may pass through; the container knows what they mean.
     *
     * @return how it ended; what the user has to know stands in the operation's resource by then
     * @throws InterruptedException when the container is asked to end
     */
    ExitStatus run(RunContext context) throws InterruptedException;
}
