package com.isotoma.dboperator.driver.storage;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;

/** What the store checks each part of an upload by. Values are as S3 writes them: base64 of four bytes, big end first. */
enum PartChecksum {
    /** Of the object itself. */
    CRC32(ChecksumAlgorithm.CRC32),
    /** Of segments: a store must not hand on a segment's checksum as that of the part it becomes, but compute it. */
    CRC32C(ChecksumAlgorithm.CRC32_C);

    private final ChecksumAlgorithm algorithm;

    PartChecksum(ChecksumAlgorithm algorithm) {
        this.algorithm = algorithm;
    }

    ChecksumAlgorithm algorithm() {
        return algorithm;
    }

    /** A new one over nothing. */
    Checksum begin() {
        return switch (this) {
            case CRC32 -> new CRC32();
            case CRC32C -> new CRC32C();
        };
    }

    String of(byte[] bytes, int length) {
        var sum = begin();
        sum.update(bytes, 0, length);
        return base64(sum);
    }

    /** The checksum alone: naming its algorithm too makes the SDK send a second one, which stores refuse. */
    UploadPartRequest.Builder onto(UploadPartRequest.Builder request, String sum) {
        return switch (this) {
            case CRC32 -> request.checksumCRC32(sum);
            case CRC32C -> request.checksumCRC32C(sum);
        };
    }

    CompletedPart completed(int number, String eTag, String sum) {
        var part = CompletedPart.builder().partNumber(number).eTag(eTag);
        return switch (this) {
            case CRC32 -> part.checksumCRC32(sum).build();
            case CRC32C -> part.checksumCRC32C(sum).build();
        };
    }

    /** The checksum of a whole object, or null when it has none of this kind. */
    @Nullable
    String of(HeadObjectResponse head) {
        return switch (this) {
            case CRC32 -> head.checksumCRC32();
            case CRC32C -> head.checksumCRC32C();
        };
    }

    static String base64(Checksum sum) {
        var bytes = ByteBuffer.allocate(Integer.BYTES).putInt((int) sum.getValue());
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    static byte[] bytes(String sum) {
        return Base64.getDecoder().decode(sum);
    }
}
