package com.isotoma.dboperator.driver.sql;

import com.isotoma.dboperator.driver.spi.DriverException.Kind;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.util.Optional;

/**
 * What the code of a server's error means: who has to act, in the driver's own words.
 *
 * @param reason from {@link Reasons}; empty where the call that failed decides
 * @param words what the code says, without names or values of the application; empty where the server's own words say it
 * @param remedy a sentence that follows, or empty
 */
public record ErrorMeaning(Kind kind, Optional<String> reason, String words, String remedy) {
    /** The server or the way to it may be as it should at the next attempt. */
    public static ErrorMeaning outage(String words) {
        return passing(Reasons.SERVER_UNREACHABLE, words, "");
    }

    /** Another attempt can succeed. */
    public static ErrorMeaning passing(String reason, String words, String remedy) {
        return new ErrorMeaning(Kind.UNAVAILABLE, Optional.of(reason), words, remedy);
    }

    /** No further attempt succeeds until a person has changed something. */
    public static ErrorMeaning user(String reason, String words, String remedy) {
        return new ErrorMeaning(Kind.USER, Optional.of(reason), words, remedy);
    }
}
