package com.isotoma.dboperator.driver.support;

import com.isotoma.dboperator.driver.spi.DriverException;

/**
 * Makes an error of what a program said before it failed. A driver whose programs repeat statements or values, which are
 * the application's data, has its own, and shows only what cannot be data.
 */
@FunctionalInterface
public interface ToolFailures {
    /** All words, in one line; whether to try again cannot be told from them. */
    ToolFailures VERBATIM = (program, reason, status, words) -> DriverException.unavailable(
            reason, program + " ended with status " + status + ": " + words.replaceAll("\\s*\\R\\s*", "; "), null);

    /**
     * @param program as it was started
     * @param reason what the caller names a failure
     * @param status exit status, not 0
     * @param words the end of what the program wrote to standard error, its lines as they came, secrets blotted out
     */
    DriverException of(String program, String reason, int status, String words);
}
