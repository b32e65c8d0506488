package com.isotoma.dboperator.driver.storage;

import java.util.List;
import java.util.TreeMap;

/** A dump as it is stored, both as it is and encrypted, with what their manifests say. */
public final class StoredSample {
    private final MemoryUpload plain = new MemoryUpload();
    private final MemoryUpload encrypted = new MemoryUpload();
    private final CopyStream.Result plainResult;
    private final CopyStream.Result encryptedResult;
    private final int size;

    private StoredSample(byte[] dump, AgeKeyPair pair) throws Exception {
        size = dump.length;
        var first = new CopyStream(plain);
        var second = new CopyStream(encrypted, AgeRecipients.parse(pair.recipient(), "recipients"));
        try (var stream = new BackupStream(List.of(first, second))) {
            stream.write(dump);
            stream.finish();
            plainResult = first.complete();
            encryptedResult = second.complete();
        }
    }

    public static StoredSample of(byte[] dump, AgeKeyPair pair) {
        try {
            return new StoredSample(dump, pair);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    public byte[] plain() {
        return plain.bytes();
    }

    public byte[] encrypted() {
        return encrypted.bytes();
    }

    /** The manifest of an object of that name, which says whether it is the encrypted one. */
    public Manifest manifest(String name) {
        var result = name.endsWith(AgeRecipients.EXTENSION) ? encryptedResult : plainResult;
        var time = "2026-03-01T03:00:00Z";
        return new Manifest(
                1,
                name,
                new Manifest.Origin("c1", "shop", "", "orders", "nightly", "uid", time),
                new Manifest.Dump("mysql", "MySQL 9", "", "orders", "dump", "a/b", size, time, time, new TreeMap<>()),
                new Manifest.Stored(result.object().size(), result.sha256(), "zstd", Manifest.Encryption.NONE),
                "zstd -d");
    }
}
