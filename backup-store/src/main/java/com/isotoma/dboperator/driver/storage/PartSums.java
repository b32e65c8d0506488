package com.isotoma.dboperator.driver.storage;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** The checksums of a part that is larger than memory, taken while it is sent in pieces. */
final class PartSums {
    private final CRC32 crc = new CRC32();
    private final @Nullable MessageDigest md5;

    /** @param kind what the part may have to be sent with; an MD5 costs time, and is taken for nothing else */
    PartSums(PartChecksum kind) {
        md5 = kind == PartChecksum.MD5 ? newMd5() : null;
    }

    private static MessageDigest newMd5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Java always has MD5", e);
        }
    }

    void update(byte[] bytes, int length) {
        crc.update(bytes, 0, length);
        if (md5 != null) {
            md5.update(bytes, 0, length);
        }
    }

    /** As S3 writes it. To be asked once for an MD5. */
    String of(PartChecksum kind) {
        return kind == PartChecksum.MD5 && md5 != null
                ? Base64.getEncoder().encodeToString(md5.digest())
                : PartChecksum.base64(crc);
    }
}
