package com.isotoma.dboperator.driver.sql;

import com.isotoma.dboperator.driver.spi.DriverException;
import java.util.List;

/**
 * Makes of a program that ended badly the error that a run shows. A tool's messages can hold rows of the database: a driver
 * that knows its tool passes on only what it recognises, and says whether another attempt can help.
 */
@FunctionalInterface
public interface ToolFailure {
    /** Passes on the tool's last messages, on one line, and lets the run be tried again. */
    ToolFailure AS_TOLD = (reason, tool, status, messages) -> DriverException.unavailable(
            reason, tool + " ended with status " + status + ": " + String.join("; ", messages), null);

    /**
     * @param reason what the caller calls a failure of the program
     * @param tool the program
     * @param status its exit status, which is not 0; 128 and the signal's number for one that was killed
     * @param messages the last lines of its standard error, without secrets, stripped, none of them empty
     */
    DriverException explain(String reason, String tool, int status, List<String> messages);
}
