package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.sql.Causes;
import java.sql.SQLException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;

/**
 * What of a server's error may be shown to people. DETAIL, HINT and CONTEXT quote rows, some messages quote values, and a
 * function may raise whatever text it has put together: of those only the meaning of the SQLSTATE is left.
 */
final class ServerWords {
    /** Source files of procedural languages: what they report was written by the application. */
    private static final Pattern LANGUAGES = Pattern.compile("pl[a-z_]*\\.(c|h|cpp|rs|cc)");

    private ServerWords() {}

    /**
     * @param state the SQLSTATE, empty where there is none
     * @param message the primary message
     * @param file the server's source file that reported it, if it is known
     */
    static String of(String state, String message, @Nullable String file) {
        boolean written = isWrittenByFunction(file);
        if (!written && ServerErrors.messageHoldsNames(state)) {
            return onOneLine(message);
        }
        var meaning = written ? "a function raised an error" : ServerErrors.meaning(state);
        return meaning + " (SQLSTATE " + state + "; the server's text may quote rows and is left out)";
    }

    /** Whether a function's author has written an error that comes from this source file of the server. */
    static boolean isWrittenByFunction(@Nullable String file) {
        return file != null && LANGUAGES.matcher(file).matches();
    }

    /** Of an error of the driver for JDBC, which is the server's or its own. */
    static String of(SQLException e) {
        var server = e instanceof PSQLException p ? p.getServerErrorMessage() : null;
        var state = e.getSQLState() == null ? "" : e.getSQLState();
        if (server == null) {
            // Not the server's: about connections, or about a value that cannot be read.
            return state.startsWith("22") ? of(state, "", null) : onOneLine(Causes.words(e));
        }
        var words = of(state, String.valueOf(server.getMessage()), server.getFile());
        var detail = server.getDetail();
        return detail != null && ServerErrors.detailHoldsNames(state) ? words + "; " + onOneLine(detail) : words;
    }

    /** What the server said in words, of an error that was made of it. */
    static String saidBy(DriverException e) {
        return e.getCause() instanceof SQLException cause ? of(cause) : e.getMessage();
    }

    /** The same error without what must not be shown, for logs, which write causes too. */
    static SQLException withoutRows(SQLException e) {
        var safe = new SQLException(of(e), e.getSQLState());
        safe.setStackTrace(e.getStackTrace());
        return safe;
    }

    private static String onOneLine(String text) {
        return text.strip().replaceAll("\\s*\\R\\s*", "; ").replaceAll("\\.$", "");
    }
}
