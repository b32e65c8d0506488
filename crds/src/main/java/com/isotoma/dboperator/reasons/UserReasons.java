package com.isotoma.dboperator.reasons;

import com.isotoma.dboperator.driver.spi.Explained;

/** Reasons of the condition Ready of a DatabaseUser, beside the errors of its driver. */
public final class UserReasons {
    @Explained(meaning = "the account is being made on the server, or brought to a change of the spec")
    public static final String CREATING = "Creating";

    @Explained(meaning = "the account is there; connect with the Secret that `status.binding` names")
    public static final String CREATED = "Created";

    @Explained(meaning = "the account and the Secret are being removed")
    public static final String DELETING = "Deleting";

    @Explained(
            meaning =
                    "`spec.database` names no Database of this namespace; the account is made as soon as there is one",
            remedy = "create the Database, or delete the DatabaseUser; `spec.database` cannot be changed")
    public static final String DATABASE_NOT_FOUND = "DatabaseNotFound";

    @Explained(
            meaning = "the Database is being deleted, and the accounts of its users go with it",
            remedy = "delete the DatabaseUser, too, unless the Database is to be made again")
    public static final String DATABASE_DELETED = "DatabaseDeleted";

    @Explained(
            meaning = "the Database is not ready yet, or another resource has its turn; it goes on by itself",
            remedy = "look at the condition `Ready` of the Database")
    public static final String DATABASE_NOT_READY = "DatabaseNotReady";

    private UserReasons() {}
}
