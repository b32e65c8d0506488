package com.isotoma.dboperator.driver.operation;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Told of each step of a run when it is done. Between any two of them the process can be killed, which tests do here; a
 * person reading the log sees how far a run came.
 */
public interface Steps {
    void reached(String step);

    /** Writes the steps to the log. */
    final class Logged implements Steps {
        private static final Logger LOG = LoggerFactory.getLogger("db-operator");

        @Override
        public void reached(String step) {
            LOG.info("{}", step);
        }
    }
}
