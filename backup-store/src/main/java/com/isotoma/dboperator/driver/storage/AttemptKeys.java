package com.isotoma.dboperator.driver.storage;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one Backup's objects. Each attempt writes under a key of its own, so that none has to remove or to replace what
 * another one has left: {@code stem.attempt.extension}. Versions before had the one key {@code stem.extension} for all.
 *
 * @param stem {@code prefix/namespace/database/time-backup-uid}, which no other Backup has
 * @param extension of the object, without the one that says that it is encrypted
 */
public record AttemptKeys(String stem, String extension) {
    private static final int ATTEMPT_LENGTH = 8;
    private static final String ATTEMPT = "(?:\\.[0-9a-f]{" + ATTEMPT_LENGTH + "})?";
    private static final String ENCRYPTED = "(?:" + Pattern.quote(AgeRecipients.EXTENSION) + ")?";
    /** No extension has a hyphen: what follows the last one in a name is uid, attempt and extension. */
    private static final Pattern KEY = Pattern.compile(
            "(?<stem>(?:.*/)?\\d{8}T\\d{6}Z-[^/]+-[0-9a-f]{8})" + ATTEMPT + "\\.(?<extension>[^/-]+?)" + ENCRYPTED);

    private static final String SIGNATURE = Manifest.SUFFIX + ManifestSignature.SUFFIX;
    private static final Pattern SEGMENT = Pattern.compile("\\.segment-[^/]+$");

    /** The keys of a Backup; see {@link ObjectKeys#stem} for what they are made of. */
    public static AttemptKeys of(
            @Nullable String prefix,
            String namespace,
            String database,
            Instant createdAt,
            String backup,
            String uid,
            String extension) {
        return new AttemptKeys(ObjectKeys.stem(prefix, namespace, database, createdAt, backup, uid), extension);
    }

    /** The keys of the Backup whose object has this key; empty where no run has made it, or it is no object with data. */
    public static Optional<AttemptKeys> ofKey(String key) {
        var parts = KEY.matcher(key);
        return parts.matches() && !key.endsWith(Manifest.SUFFIX) && !key.endsWith(SIGNATURE)
                ? Optional.of(new AttemptKeys(parts.group("stem"), parts.group("extension")))
                : Optional.empty();
    }

    /** What tells an attempt from all others. */
    public static String newAttempt() {
        return UUID.randomUUID().toString().substring(0, ATTEMPT_LENGTH);
    }

    /** The key of one attempt. */
    public String key(String attempt, boolean encrypted) {
        return stem + "." + attempt + "." + extension + (encrypted ? AgeRecipients.EXTENSION : "");
    }

    /**
     * The key of the attempt that has made an object or has begun an upload: the object's own, that of its manifest, of the
     * manifest's signature or of a segment of it.
     *
     * @return empty where it is of another Backup, or of nobody that is known here
     */
    Optional<String> attemptOf(String key) {
        var object = key.endsWith(Manifest.SUFFIX) || key.endsWith(SIGNATURE)
                ? key.substring(0, key.lastIndexOf(Manifest.SUFFIX))
                : SEGMENT.matcher(key).replaceFirst("");
        boolean ours = object.startsWith(stem)
                && Pattern.matches(
                        ATTEMPT + "\\." + Pattern.quote(extension) + ENCRYPTED, object.substring(stem.length()));
        return ours ? Optional.of(object) : Optional.empty();
    }
}
