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
    public static final String USER = PREFIX + "USER";
    public static final String SCHEDULE = PREFIX + "SCHEDULE";
    public static final String LOCATION = PREFIX + "LOCATION";

    public static final String SERVER = PREFIX + "SERVER";

    /** Name of the Job, for a run that tells what it was asked for by it. */
    public static final String JOB = PREFIX + "JOB";

    /** Name of the Job of a shared run, which tells in an annotation what else there is to do: see {@link Assignments}. */
    public static final String SHARED_JOB = PREFIX + "SHARED_JOB";

    /** How many Databases a shared run works on at the same time. */
    public static final String CONCURRENCY = PREFIX + "CONCURRENCY";

    /** How long a shared run that has nothing to do waits for more, as ISO 8601 has it: {@code PT5S}. */
    public static final String LINGER = PREFIX + "LINGER";

    /** Name of the Job whose work a shared run does without it: see {@link Assignment#job}. */
    public static final String ASSIGNMENT = PREFIX + "ASSIGNMENT";

    /** Set for the last attempt of a shared run at its work on one Database. */
    public static final String LAST_ATTEMPT = PREFIX + "LAST_ATTEMPT";

    /** Set where a {@code create} is to look first, and to change nothing where all is as it should be. */
    public static final String COMPARE = PREFIX + "COMPARE";

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
            USER,
            SCHEDULE,
            LOCATION,
            SERVER,
            JOB,
            SHARED_JOB,
            CONCURRENCY,
            LINGER,
            ASSIGNMENT,
            LAST_ATTEMPT,
            COMPARE,
            DATABASE_UID,
            SECRETS,
            SYSTEM_NAMESPACE);

    private RunVariables() {}

    /** The variable with the name of a resource of a kind, such as {@code backup}. */
    public static String of(String kind) {
        return PREFIX + kind.toUpperCase(Locale.ROOT);
    }
}
