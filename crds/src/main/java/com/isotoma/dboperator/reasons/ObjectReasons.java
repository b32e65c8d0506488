package com.isotoma.dboperator.reasons;

import com.isotoma.dboperator.driver.spi.Explained;

/** Reasons for which an object that a resource needs (a CronJob, a Job, a StatefulSet, …) is not as it should be. */
public final class ObjectReasons {
    @Explained(
            meaning = "an object of the name that is needed is somebody else's; it is left alone",
            remedy = "delete it, or give the resource another name")
    public static final String NAME_TAKEN = "NameTaken";

    @Explained(
            meaning = "an object of an earlier resource of this name is still being removed",
            remedy = "wait, or delete it")
    public static final String BEING_REMOVED = "Waiting";

    @Explained(
            meaning = "the API server refuses the object",
            remedy = "the message has its words: a quota, an admission policy, a missing right of the operator")
    public static final String REFUSED = "Refused";

    private ObjectReasons() {}
}
