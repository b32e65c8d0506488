package com.isotoma.dboperator.demo.backup;

import com.isotoma.dboperator.driver.demohttp.ClusterMember;
import com.isotoma.dboperator.driver.support.Labels;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Names of buckets and objects. They depend on nothing that changes between the pods of a Job. */
final class Place {
    private static final int LONGEST_BUCKET = 63;
    private static final int HASH_LENGTH = 8;
    private static final int UID_LENGTH = 8;
    private static final String SEPARATORS_AT_END = "[.-]+$";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd-HH-mm-ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Place() {}

    /** The bucket of a namespace: one for all its backups. What is too long for a bucket ends with a hash of it all. */
    static String bucket(String prefix, String namespace) {
        var whole = separated(prefix) + namespace;
        if (whole.length() <= LONGEST_BUCKET) {
            return whole;
        }
        var beginning = whole.substring(0, LONGEST_BUCKET - HASH_LENGTH - 1).replaceAll(SEPARATORS_AT_END, "");
        return beginning + "-" + Labels.hash(whole).substring(0, HASH_LENGTH);
    }

    /** The object of a Job. Objects of a cluster sort by time. */
    static String key(String prefix, String cluster, Instant startedAt, String jobUid) {
        var uid = jobUid.replace("-", "");
        return cluster + "/" + separated(prefix) + TIME.format(startedAt) + "-"
                + uid.substring(0, Math.min(UID_LENGTH, uid.length())) + "."
                + ClusterMember.format().extension() + ".zst";
    }

    /** The cluster whose object has this key. */
    static String cluster(String key) {
        return key.substring(0, Math.max(0, key.indexOf('/')));
    }

    /** The prefix with one hyphen at its end, however it was written. */
    private static String separated(String prefix) {
        var stripped = prefix.replaceAll(SEPARATORS_AT_END, "");
        return stripped.isEmpty() ? "" : stripped + "-";
    }
}
