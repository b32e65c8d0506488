package com.isotoma.dboperator.driver.sql;

import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a driver knows of the errors of its servers: each has one table, by which {@link SqlErrors} judges. */
public interface ErrorTable {
    /** What an error means: by its code, and by its text only where it has none. Empty for one that is not expected. */
    Optional<ErrorMeaning> meaning(SQLException e);

    /** What of an error may be shown, on one line: no values of rows. */
    String words(SQLException e);

    /** The same error for logs, without what must not be shown; null where nothing of it may be. */
    @Nullable
    SQLException loggable(SQLException e);
}
