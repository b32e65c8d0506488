package com.isotoma.dboperator.driver.run;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Told of each checkpoint of a run when it is passed. Between any two of them the process can be killed, which tests do here;
 * a person reading the log sees how far a run came.
 */
@FunctionalInterface
public interface Steps {
    void reached(Checkpoint checkpoint);

    /** The same for a point of which there is something to say in this run. */
    default void reached(Checkpoint checkpoint, String text) {
        reached(checkpoint.saying(text));
    }

    /** For what a person should read in the log and no test waits for. */
    default void note(String text) {
        reached(Checkpoint.note(text));
    }

    /** Writes the checkpoints to the log. */
    final class Logged implements Steps {
        private static final Logger LOG = LoggerFactory.getLogger("db-operator");

        @Override
        public void reached(Checkpoint checkpoint) {
            LOG.info("{}", checkpoint.text());
        }
    }
}
