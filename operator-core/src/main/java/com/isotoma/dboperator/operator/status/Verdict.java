package com.isotoma.dboperator.operator.status;

/**
 * What a condition says.
 *
 * @param holds whether it is true
 * @param reason one word in CamelCase, for programs
 * @param message the sentence for people; where it is not true, with what to do
 */
public record Verdict(boolean holds, String reason, String message) {
    public static Verdict yes(String reason, String message) {
        return new Verdict(true, reason, message);
    }

    public static Verdict no(String reason, String message) {
        return new Verdict(false, reason, message);
    }
}
