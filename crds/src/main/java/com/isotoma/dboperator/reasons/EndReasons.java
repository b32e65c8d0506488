package com.isotoma.dboperator.reasons;

import com.isotoma.dboperator.driver.spi.Explained;

/** Reasons for which a Backup or a Restore has Failed although nothing went wrong in its last attempt. */
public final class EndReasons {
    @Explained(
            meaning = "four attempts were cut off before they ended; the message has what the last of them came to",
            remedy =
                    "look at its Jobs and pods (`kubectl describe`, `kubectl logs`): memory, evictions, nodes; then create"
                            + " another one")
    public static final String ATTEMPTS_EXHAUSTED = "AttemptsExhausted";

    @Explained(meaning = "it was deleted before it ended", remedy = "nothing: what it had begun is cleared")
    public static final String CANCELLED = "Cancelled";

    @Explained(
            meaning =
                    "what wanted this Backup does not want it any longer: the Restore has failed, or the deletion policy"
                            + " was changed",
            remedy = "delete it")
    public static final String ABANDONED = "Abandoned";

    @Explained(meaning = "its Database was deleted before it ended", remedy = "delete it")
    public static final String DATABASE_DELETED = "DatabaseDeleted";

    @Explained(
            meaning = "its Database does not exist",
            remedy = "create the Database, and another Backup or Restore; or delete this one")
    public static final String DATABASE_NOT_FOUND = "DatabaseNotFound";

    private EndReasons() {}
}
