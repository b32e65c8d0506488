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
        /** Everything else: a defect of the driver, or an answer that it does not understand. */
        INTERNAL
    }

    private final Kind kind;
    private final String reason;

    /**
     * @param kind whose it is to act
     * @param reason one stable CamelCase word for conditions, from {@link Reasons} where one fits
     * @param message see above
     * @param cause what was caught, or null
     */
    public DriverException(Kind kind, String reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.reason = reason;
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

    public String reason() {
        return reason;
    }

    /** The message, which is always there. */
    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
