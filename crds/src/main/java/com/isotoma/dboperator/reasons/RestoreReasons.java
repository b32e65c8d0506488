package com.isotoma.dboperator.reasons;

import com.isotoma.dboperator.driver.spi.Explained;

/** Reasons of the conditions of a Restore, beside its phases, the errors of its driver and {@link EndReasons}. */
public final class RestoreReasons {
    @Explained(meaning = "the Database holds what the backup held (Complete is True)")
    public static final String RESTORE_SUCCEEDED = "RestoreSucceeded";

    @Explained(
            meaning = "the Database was deleted and created again while this Restore worked on it",
            remedy = "create another Restore")
    public static final String DATABASE_MADE_ANEW = "DatabaseMadeAnew";

    @Explained(
            meaning =
                    "a Restore of this name was carried out before from the same source, and has come back without its"
                            + " status: nothing was restored or lost now",
            remedy =
                    "to restore once more, create a Restore of another name, or delete this one and create it with a new"
                            + " value of the annotation `db.isotoma.com/run-again`; otherwise delete it, and take it out of what"
                            + " is applied")
    public static final String ALREADY_CARRIED_OUT = "AlreadyCarriedOut";

    @Explained(
            meaning =
                    "the data is restored, but something that the application's user may not make or grant was left out or"
                            + " changed (FullyRestored is False)",
            remedy = "the message lists it: let a superuser make it")
    public static final String LEFT_OUT = "LeftOut";

    private RestoreReasons() {}
}
