package com.isotoma.dboperator.driver.stage;

import com.github.luben.zstd.Zstd;
import com.isotoma.dboperator.driver.storage.Manifest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** What an attacker with write access to a bucket makes: an object, and a manifest in which everything fits it. */
public final class Forgery {
    private final byte[] object;
    private final Manifest manifest;

    private Forgery(byte[] object, Manifest manifest) {
        this.object = object;
        this.manifest = manifest;
    }

    public byte[] object() {
        return object;
    }

    public Manifest manifest() {
        return manifest;
    }

    /** One that takes the place of the backup with this manifest, and holds one line. */
    public static Forgery of(Manifest m, String line) {
        var dump = (line + "\n").getBytes(StandardCharsets.UTF_8);
        var object = Zstd.compress(dump);
        var stored =
                new Manifest.Stored(object.length, sha256(object), m.stored().compression(), Manifest.Encryption.NONE);
        var d = m.dump();
        var dumped = new Manifest.Dump(
                d.driver(),
                d.serverVersion(),
                d.serverIdentity(),
                d.databaseName(),
                d.extension(),
                d.mediaType(),
                dump.length,
                d.startedAt(),
                d.completedAt(),
                new TreeMap<>(Map.of("lines", 1L)));
        return new Forgery(
                object, new Manifest(m.formatVersion(), m.object(), m.origin(), dumped, stored, m.readBack()));
    }

    /** The manifest of a backup that another Database has made. */
    public static Manifest of(Manifest m, String namespace, String database) {
        var o = m.origin();
        var origin = new Manifest.Origin(
                o.cluster(), namespace, o.namespaceUid(), database, o.backup(), o.backupUid(), o.requestedAt());
        return new Manifest(m.formatVersion(), m.object(), origin, m.dump(), m.stored(), m.readBack());
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
