package com.isotoma.dboperator.driver.spi;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Why an operation could not be done. The message is one sentence or two for the owner of the resource: what is wrong,
 * where, and what to do next. It ends up in conditions, Events and logs, so it contains no password.
 */
public final class DriverException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Whose it is to act, and so whether the run is tried again. */
    public enum Kind {
        /** The resource, a Secret or the server must be changed by somebody. Not tried again at once. */
        USER,
        /** Something is not there right now: a server that starts, a network. Tried again with back-off. */
        UNAVAILABLE,
        /**
         * Everything else: a defect of the driver, or an answer that it does not understand. An answer is the same at every
         * attempt, so a Backup or Restore ends with it.
         */
        INTERNAL
    }

    private final Kind kind;
    private final String reason;
    private final boolean nothingChanged;

    /**
     * @param kind whose it is to act
     * @param reason one stable CamelCase word for conditions, from {@link Reasons} where one fits
     * @param message see above
     * @param cause what was caught, or null
     */
    public DriverException(Kind kind, String reason, String message, @Nullable Throwable cause) {
        this(kind, reason, message, cause, false);
    }

    private DriverException(
            Kind kind, String reason, String message, @Nullable Throwable cause, boolean nothingChanged) {
        super(message, cause);
        this.kind = kind;
        this.reason = reason;
        this.nothingChanged = nothingChanged;
    }

    /**
     * The same failure of {@link DriverApi#replace}, with the assurance that the data in use and their applications are as
     * they were before the replacement began. The caller may then give the replacement up, instead of making the call again
     * until it succeeds. Not for a failure after which nobody knows what the server did.
     */
    public DriverException withNothingChanged() {
        if (nothingChanged) {
            return this;
        }
        var copy = new DriverException(kind, reason, getMessage(), this, true);
        copy.setStackTrace(getStackTrace());
        return copy;
    }

    /** A mistake of the user. */
    public static DriverException user(String reason, String message) {
        return new DriverException(Kind.USER, reason, message, null);
    }

    /** Something that is not there right now. */
    public static DriverException unavailable(String reason, String message, @Nullable Throwable cause) {
        return new DriverException(Kind.UNAVAILABLE, reason, message, cause);
    }

    /** A defect, or an answer that nobody expected. */
    public static DriverException internal(String reason, String message, @Nullable Throwable cause) {
        return new DriverException(Kind.INTERNAL, reason, message, cause);
    }

    public Kind kind() {
        return kind;
    }

    /** Whether the driver knows that nothing in use was touched: see {@link #withNothingChanged}. */
    public boolean nothingChanged() {
        return nothingChanged;
    }

    public String reason() {
        return reason;
    }

    /** The message, which is always there. */
    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
