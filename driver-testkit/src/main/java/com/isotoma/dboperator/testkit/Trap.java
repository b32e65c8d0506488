package com.isotoma.dboperator.testkit;

import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import org.jspecify.annotations.Nullable;

/**
 * Code of an application that its server runs when it evaluates what the application has made: a view, the expression of an index,
 * a trigger. It does nothing unless an account with the admin's rights runs it; then it fails with {@link #SPRUNG} in its message.
 *
 * @param kind what it stands in, for messages
 * @param lay makes it as the application, with at least one row of data that it belongs to
 * @param spring does as admin what runs it; null where no admin can
 */
public record Trap(String kind, Lay lay, @Nullable Spring spring) {
    /** Part of the message of a trap that was sprung. */
    public static final String SPRUNG = "run by the admin";

    /** Makes a trap. */
    @FunctionalInterface
    public interface Lay {
        void in(DatabaseTarget target, String password) throws Exception;
    }

    /** Runs a trap, which has to fail. */
    @FunctionalInterface
    public interface Spring {
        void in(DatabaseTarget target) throws Exception;
    }
}
