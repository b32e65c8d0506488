package com.isotoma.dboperator.driver.storage;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The detached signature of a manifest: an object next to it, which is stored before it, since the manifest is the commit of
 * a backup. What is signed are the manifest's bytes, all of them and as they are.
 *
 * @param formatVersion {@link #FORMAT_VERSION}
 * @param algorithm Ed25519
 * @param key which key signed it, see {@link TrustedKeys#idOf}
 * @param signature in Base64
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ManifestSignature(int formatVersion, String algorithm, String key, String signature) {
    public static final int FORMAT_VERSION = 1;
    /** Follows the name of the manifest. */
    public static final String SUFFIX = ".sig";

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .build();

    /** Where the signature of the manifest of an object is. */
    public static String keyOf(String objectKey) {
        return Manifest.keyOf(objectKey) + SUFFIX;
    }

    byte[] toJson() {
        try {
            return (JSON.writeValueAsString(this) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of text and numbers can always be written", e);
        }
    }

    /** @throws IOException when it is no signature that this version reads */
    static ManifestSignature fromJson(byte[] json) throws IOException {
        var read = JSON.readValue(json, ManifestSignature.class);
        if (read.formatVersion() != FORMAT_VERSION || !read.algorithm().equals(PemKeys.ALGORITHM)) {
            throw new IOException("its formatVersion is " + read.formatVersion() + " and its algorithm another than "
                    + PemKeys.ALGORITHM);
        }
        return read;
    }
}
