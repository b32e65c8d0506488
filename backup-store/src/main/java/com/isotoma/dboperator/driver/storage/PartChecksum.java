package com.isotoma.dboperator.driver.storage;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;

/** What the store checks each part of an upload by. Values are as S3 writes them: base64 of four bytes, big end first. */
enum PartChecksum {
    /** Of the object itself. */
    CRC32(ChecksumAlgorithm.CRC32),
    /** Of segments: a store must not hand on a segment's checksum as that of the part it becomes, but compute it. */
    CRC32C(ChecksumAlgorithm.CRC32_C),
    /** Of everything, for stores that know no other. They say nothing of the whole that could be compared. */
    MD5(null);

    private final @Nullable ChecksumAlgorithm algorithm;

    PartChecksum(@Nullable ChecksumAlgorithm algorithm) {
        this.algorithm = algorithm;
    }

    /** Says which parts are to come. */
    CreateMultipartUploadRequest.Builder onto(CreateMultipartUploadRequest.Builder request) {
        return algorithm == null
                ? request
                : request.checksumAlgorithm(algorithm).checksumType(ChecksumType.COMPOSITE);
    }

    /** Asks for the checksum of the whole. */
    HeadObjectRequest.Builder onto(HeadObjectRequest.Builder request) {
        return algorithm == null ? request : request.checksumMode(ChecksumMode.ENABLED);
    }

    String of(byte[] bytes, int length) {
        return switch (this) {
            case CRC32 -> base64(updated(new CRC32(), bytes, length));
            case CRC32C -> base64(updated(new CRC32C(), bytes, length));
            case MD5 -> md5(bytes, length);
        };
    }

    private static Checksum updated(Checksum sum, byte[] bytes, int length) {
        sum.update(bytes, 0, length);
        return sum;
    }

    private static String md5(byte[] bytes, int length) {
        try {
            var digest = MessageDigest.getInstance("MD5");
            digest.update(bytes, 0, length);
            return Base64.getEncoder().encodeToString(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Java always has MD5", e);
        }
    }

    /** What S3 makes of the checksums of the parts, in order, for the whole; null where there is no such thing. */
    @Nullable
    String composite(List<String> parts) {
        if (this == MD5) {
            return null;
        }
        var all = new ByteArrayOutputStream();
        parts.forEach(p -> all.writeBytes(Base64.getDecoder().decode(p)));
        return of(all.toByteArray(), all.size()) + "-" + parts.size();
    }

    /** The checksum alone: naming its algorithm too makes the SDK send a second one, which stores refuse. */
    UploadPartRequest.Builder onto(UploadPartRequest.Builder request, String sum) {
        return switch (this) {
            case CRC32 -> request.checksumCRC32(sum);
            case CRC32C -> request.checksumCRC32C(sum);
            case MD5 -> request.contentMD5(sum);
        };
    }

    CompletedPart completed(int number, String eTag, String sum) {
        var part = CompletedPart.builder().partNumber(number).eTag(eTag);
        return switch (this) {
            case CRC32 -> part.checksumCRC32(sum).build();
            case CRC32C -> part.checksumCRC32C(sum).build();
            case MD5 -> part.build();
        };
    }

    /** The checksum of a whole object, or null when it has none of this kind. */
    @Nullable
    String of(HeadObjectResponse head) {
        return switch (this) {
            case CRC32 -> head.checksumCRC32();
            case CRC32C -> head.checksumCRC32C();
            case MD5 -> null;
        };
    }

    static String base64(Checksum sum) {
        var bytes = ByteBuffer.allocate(Integer.BYTES).putInt((int) sum.getValue());
        return Base64.getEncoder().encodeToString(bytes.array());
    }
}
