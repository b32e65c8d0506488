package com.isotoma.dboperator.reasons;

import com.isotoma.dboperator.driver.spi.Explained;

/** Reasons of the conditions of a DatabaseServer, and of Databases that may not use the one that they name. */
public final class ServerReasons {
    @Explained(meaning = "the server answered, and let the admin in (Ready and Reachable are True)")
    public static final String ANSWERS = "Answers";

    @Explained(
            meaning = "no run has asked the server yet",
            remedy = "wait some seconds; where it stays, an Event says what keeps the Job from starting")
    public static final String NOT_CHECKED = "NotChecked";

    @Explained(
            meaning = "the DatabaseServer was deleted, and Databases still name it: it goes when none is left",
            remedy = "delete these Databases, which the message names, or let them name another server")
    public static final String IN_USE = "ServerInUse";

    @Explained(
            meaning =
                    "no DatabaseServer of the name that `spec.server` gives is for this namespace; nothing is changed on any"
                            + " server",
            remedy =
                    "correct the name, or have the owner of the DatabaseServer add the namespace to `spec.allowedNamespaces`")
    public static final String SERVER_NOT_ALLOWED = "ServerNotAllowed";

    @Explained(
            meaning =
                    "the DatabaseServer does not list a namespace any more whose Databases name it: they stay on the server,"
                            + " and nothing is done for them",
            remedy = "the message names them: list the namespace again, or have them deleted after that")
    public static final String NAMESPACE_NOT_LISTED = "NamespaceNotListed";

    @Explained(
            meaning =
                    "each Database has a BackupSchedule (BackupsScheduled is True); also an Event on each Database whose"
                            + " BackupSchedule was made")
    public static final String BACKUPS_SCHEDULED = "BackupsScheduled";

    @Explained(
            meaning = "Databases have no BackupSchedule, though `spec.backup` asks for one",
            remedy = "the message names them, and an Event on each says what is in the way")
    public static final String NOT_SCHEDULED = "NotScheduled";

    @Explained(
            meaning = "the BackupSchedule that the DatabaseServer asked for was removed; Backups that it made stay",
            remedy = "the message says why: `spec.backup` is gone, or the Database has a BackupSchedule of its own")
    public static final String DEFAULT_SCHEDULE_REMOVED = "DefaultScheduleRemoved";

    private ServerReasons() {}

    /** One text for unknown servers and for those that do not list the namespace: a user need not learn which of them it is. */
    public static String notAllowed(String server, String namespace) {
        return "spec.server is '" + server + "', and no DatabaseServer of that name may be used by namespace "
                + namespace
                + ". Nothing is changed on any server. Correct the name, or have the owner of the DatabaseServer add "
                + namespace + " to its spec.allowedNamespaces";
    }
}
