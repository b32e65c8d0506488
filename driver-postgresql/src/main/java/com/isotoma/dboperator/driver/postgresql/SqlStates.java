package com.isotoma.dboperator.driver.postgresql;

import java.util.Map;
import java.util.Set;

/**
 * What an SQLSTATE says, the same for a statement of this driver as for one of a tool: whether the same statement can
 * succeed later, and whether its message holds names alone or may hold values of rows.
 */
final class SqlStates {
    /** Connection, resources, operator intervention, system error: the server's condition, not its answer. */
    private static final Set<String> PASSING_CLASSES = Set.of("08", "53", "57", "58");

    /** In use, not available within the lock time, serialization, deadlock, a server that is read-only just now. */
    private static final Set<String> PASSING = Set.of("55006", "55P03", "40001", "40P01", "25006");

    /** Their messages name objects, types and settings, and never quote a value. */
    private static final Set<String> CLASSES_OF_NAMES =
            Set.of("08", "0A", "23", "25", "28", "2B", "3D", "3F", "40", "42", "53", "54", "55", "57", "58", "XX");

    /** A statement that a function has put together of values, and what was found wrong in it. */
    private static final String SYNTAX_ERROR = "42601";

    /** Their DETAIL lists objects, sessions or missing rights, and never a row. */
    private static final Set<String> DETAIL_OF_NAMES = Set.of("2BP01", "55006", "42501", "28000", "28P01", "53300");

    private static final Map<String, String> MEANINGS = Map.of(
            "22001", "a text is too long for its type",
            "22003", "a number is out of range",
            "22007", "a date or time is malformed",
            "22008", "a date or time is out of range",
            "22012", "a division by zero",
            "22021", "a text is not valid in the database's encoding",
            "22P02", "a value is not valid for its type",
            "22P04", "a line of the dump does not fit its table",
            "22P05", "a character does not exist in the database's encoding",
            "42601", "a statement that a function has put together is not valid");

    private static final Map<String, String> CLASS_MEANINGS = Map.of(
            "21", "a query gave more than one row",
            "22", "a value is not valid",
            "38", "an external function failed",
            "39", "an external function failed",
            "44", "a row does not belong into its view",
            "P0", "a function raised an error");

    private SqlStates() {}

    /** Whether the same statement can succeed without a change to it or to the data. */
    static boolean mayPass(String state) {
        return PASSING.contains(state) || PASSING_CLASSES.contains(classOf(state));
    }

    static boolean isConstraintViolation(String state) {
        return classOf(state).equals("23");
    }

    /** Whether a message of the server's own holds names alone. */
    static boolean messageHoldsNames(String state) {
        return CLASSES_OF_NAMES.contains(classOf(state)) && !state.equals(SYNTAX_ERROR);
    }

    static boolean detailHoldsNames(String state) {
        return DETAIL_OF_NAMES.contains(state);
    }

    /** What it means, for where the server's message must not be shown. */
    static String meaning(String state) {
        var exact = MEANINGS.get(state);
        return exact != null ? exact : CLASS_MEANINGS.getOrDefault(classOf(state), "the server reports an error");
    }

    private static String classOf(String state) {
        return state.length() == 5 ? state.substring(0, 2) : "";
    }
}
