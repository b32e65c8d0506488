package com.isotoma.dboperator.crds.contract;

import java.util.Locale;
import java.util.Set;

/**
 * The variables of the environment by which the operator says what a run is to do. Those of the documented contract, by which a
 * person can start a run by hand, are {@link #OPERATION}, {@link #NAMESPACE}, {@link #DATABASE} and {@link #BACKUP}.
 */
public final class RunVariables {
    private static final String PREFIX = "DB_OPERATOR_";

    public static final String OPERATION = PREFIX + "OPERATION";

    /** What {@link #OPERATION} was called once; read where that is not set. */
    public static final String ACTION = PREFIX + "ACTION";

    public static final String NAMESPACE = PREFIX + "NAMESPACE";
    public static final String DATABASE = PREFIX + "DATABASE";
    public static final String BACKUP = PREFIX + "BACKUP";
    public static final String RESTORE = PREFIX + "RESTORE";
    public static final String SCHEDULE = PREFIX + "SCHEDULE";
    public static final String LOCATION = PREFIX + "LOCATION";

    public static final String SERVER = PREFIX + "SERVER";

    /** Name of the Job, for a run that tells what it was asked for by it. */
    public static final String JOB = PREFIX + "JOB";

    /** Of a Database that may be gone. */
    public static final String DATABASE_UID = PREFIX + "DATABASE_UID";

    /** Names of Secrets, separated by commas. */
    public static final String SECRETS = PREFIX + "SECRETS";

    /** Set in the operator's namespace alone, whose Secrets StorageLocations refer to. */
    public static final String SYSTEM_NAMESPACE = PREFIX + "SYSTEM_NAMESPACE";

    /** None of these may be set by a Driver, whatever its Job is for. */
    public static final Set<String> ALL = Set.of(
            OPERATION,
            ACTION,
            NAMESPACE,
            DATABASE,
            BACKUP,
            RESTORE,
            SCHEDULE,
            LOCATION,
            SERVER,
            JOB,
            DATABASE_UID,
            SECRETS,
            SYSTEM_NAMESPACE);

    private RunVariables() {}

    /** The variable with the name of a resource of a kind, such as {@code backup}. */
    public static String of(String kind) {
        return PREFIX + kind.toUpperCase(Locale.ROOT);
    }
}
