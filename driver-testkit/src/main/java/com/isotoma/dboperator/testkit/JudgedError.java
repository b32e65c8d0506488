package com.isotoma.dboperator.testkit;

import com.isotoma.dboperator.driver.spi.DriverException;
import java.util.Map;

/**
 * One error of a driver's servers, as the driver judges it wherever it can meet it.
 *
 * @param error what it is, for the name of a test
 * @param passes whether the same call can succeed later although nobody has changed anything: a lost connection, a server
 *     that starts, a lock. False for an answer, which is the same at every attempt
 * @param ways what the driver makes of it, by the way on which it comes: its own connection, and each program that it runs
 */
public record JudgedError(String error, boolean passes, Map<String, DriverException> ways) {
    public JudgedError {
        ways = Map.copyOf(ways);
    }
}
