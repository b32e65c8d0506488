package com.isotoma.dboperator.reasons;

import com.isotoma.dboperator.driver.spi.Explained;

/** Reasons of the Events with which the operator says what it alone can know. */
public final class OperatorEvents {
    @Explained(meaning = "a run was started: the message names its Job")
    public static final String JOB_CREATED = "JobCreated";

    @Explained(
            meaning = "a Backup or Restore has waited for half a minute for its turn at its Database",
            remedy = "the message names what it waits for; it begins by itself")
    public static final String WAITING = "Waiting";

    @Explained(
            meaning = "the API server refused a Job",
            remedy = "the message has its words: a quota, an admission policy, a missing right; it is tried again")
    public static final String JOB_REFUSED = "JobRefused";

    @Explained(
            meaning =
                    "a Job has failed, and its run could not say why; the next Job starts when Kubernetes has removed this one",
            remedy = "the resource's conditions say why, and `kubectl logs job/NAME` has more")
    public static final String JOB_FAILED = "JobFailed";

    @Explained(
            meaning = "the pod of a Job does not start",
            remedy = "the message has the node's or the scheduler's words: an image, a pull secret, room on the nodes")
    public static final String JOB_STUCK = "JobStuck";

    @Explained(
            meaning = "no Driver has the name that the Database gives; or there is none whose image could try a"
                    + " StorageLocation out",
            remedy = "apply a Driver of that name, or correct the Database; the Job starts by itself then")
    public static final String DRIVER_NOT_FOUND = "DriverNotFound";

    @Explained(
            meaning = "a Backup or Restore names a Database that does not exist",
            remedy = "create the Database, or delete the Backup or Restore")
    public static final String DATABASE_NOT_FOUND = "DatabaseNotFound";

    @Explained(
            meaning = "the Database is gone and no driver is known that could end a Backup or Restore",
            remedy = "create the Database again, or remove the finalizer")
    public static final String DRIVER_UNKNOWN = "DriverUnknown";

    @Explained(
            meaning = "no StorageLocation of the name that the spec gives is for this namespace",
            remedy =
                    "correct the name, or have whoever keeps the location add the namespace to `spec.allowedNamespaces`")
    public static final String LOCATION_NOT_ALLOWED = "LocationNotAllowed";

    @Explained(
            meaning =
                    "the resource does not fit the schema of this version, so nothing is done with it; other resources are not"
                            + " held up",
            remedy = "correct the field that the message names with `kubectl edit`, or delete the resource")
    public static final String UNREADABLE = "Unreadable";

    private OperatorEvents() {}
}
