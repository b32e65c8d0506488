package com.isotoma.dboperator.driver.storage;

import com.isotoma.dboperator.driver.support.Labels;
import com.isotoma.dboperator.driver.support.ObjectFolder;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Names of objects. Those of a Backup always begin alike, so that a later run finds what an earlier one left; those of two
 * Backups never do, whatever their names. They sort by time within a Database. {@link AttemptKeys} end them.
 */
public final class ObjectKeys {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int UID_LENGTH = 8;

    private ObjectKeys() {}

    /**
     * What the keys of all attempts at a Backup begin with: {@code prefix/namespace/database/time-backup-uid}. Names of
     * Kubernetes need no escaping.
     *
     * @param prefix what the user wants keys to begin with; slashes at its ends are evened out
     * @param createdAt when the Backup was created
     */
    static String stem(
            @Nullable String prefix, String namespace, String database, Instant createdAt, String backup, String uid) {
        var shortUid = uid.replace("-", "");
        return folder(prefix, namespace) + database + "/" + TIME.format(createdAt) + "-" + Labels.value(backup) + "-"
                + shortUid.substring(0, Math.min(UID_LENGTH, shortUid.length()));
    }

    /** What the keys of a namespace's objects begin with, and nobody else's do. It ends with a slash. */
    public static String folder(@Nullable String prefix, String namespace) {
        return ObjectFolder.of(prefix) + namespace + "/";
    }

    /**
     * Where it is written that a Restore into a Database was carried out. Neither a Database nor a backup has such a name.
     *
     * @param request what tells it from other Restores of its name
     */
    public static String ofRestore(
            @Nullable String prefix, String namespace, String database, String restore, String request) {
        return folder(prefix, namespace) + database + "/.restored/" + Labels.value(restore) + "-" + request + ".json";
    }

    /** The one object by which a place is tried out: no namespace has such a name, so it is in nobody's folder. */
    public static String ofTrial(@Nullable String prefix, String uid) {
        return ObjectFolder.of(prefix) + ".db-operator-check/" + uid;
    }

    /** The one object by which a Database tries its own folder out; no backup has such a name. */
    public static String ofTrial(@Nullable String prefix, String namespace, String database, String uid) {
        return folder(prefix, namespace) + database + "/.tried/" + uid.replace("-", "");
    }
}
