package com.isotoma.dboperator.driver.storage;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;

/**
 * What is to be known of a stored backup when nothing but the bucket is left: a JSON object beside the data, written after
 * that was checked. Times are RFC 3339, sizes bytes. Readers take no notice of fields that they do not know.
 *
 * @param formatVersion {@link #FORMAT_VERSION}; another one when fields mean something else
 * @param object name of the data, in the same folder
 * @param origin whose backup it is
 * @param dump what was dumped
 * @param stored what is stored
 * @param readBack one line for a shell that reads it without this software
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Manifest(int formatVersion, String object, Origin origin, Dump dump, Stored stored, String readBack) {
    public static final int FORMAT_VERSION = 1;
    public static final String MEDIA_TYPE = "application/json";
    /** No object with data ends like this, since the extension of those is another. */
    public static final String SUFFIX = ".manifest.json";

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    /**
     * @param cluster what tells the Kubernetes cluster from others
     * @param namespace of the Database and the Backup
     * @param namespaceUid its uid, for another one may have its name later; empty where it was not known, and in older manifests
     * @param database name of the Database
     * @param backup name of the Backup
     * @param backupUid its uid
     * @param requestedAt when it was created
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Origin(
            String cluster,
            String namespace,
            String namespaceUid,
            String database,
            String backup,
            String backupUid,
            String requestedAt) {}

    /**
     * @param driver the driver that made the dump, and can read it
     * @param serverVersion what the server said of itself
     * @param serverIdentity what tells that server from others; empty where it has nothing of that kind, and in older
     *     manifests
     * @param databaseName name of the database on the server
     * @param extension usual file name extension of a dump, without a dot
     * @param mediaType media type of the dump
     * @param sizeBytes of the dump
     * @param startedAt when the attempt began that made it
     * @param completedAt when the object had been checked
     * @param rows number of rows by table, see {@link com.isotoma.dboperator.driver.spi.Contents}
     * @param omitted what is not in it because that was asked for; nothing in older manifests
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Dump(
            String driver,
            String serverVersion,
            String serverIdentity,
            String databaseName,
            String extension,
            String mediaType,
            long sizeBytes,
            String startedAt,
            String completedAt,
            SortedMap<String, Long> rows,
            Omitted omitted) {
        /** A dump of the whole database. */
        public Dump(
                String driver,
                String serverVersion,
                String serverIdentity,
                String databaseName,
                String extension,
                String mediaType,
                long sizeBytes,
                String startedAt,
                String completedAt,
                SortedMap<String, Long> rows) {
            this(
                    driver,
                    serverVersion,
                    serverIdentity,
                    databaseName,
                    extension,
                    mediaType,
                    sizeBytes,
                    startedAt,
                    completedAt,
                    rows,
                    Omitted.NOTHING);
        }
    }

    /** The names of tables that a dump leaves out, and of those without their rows. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Omitted(List<String> tables, List<String> data) {
        /** What the dump of a whole database leaves out. */
        public static final Omitted NOTHING = new Omitted(List.of(), List.of());

        /** Whether the dump has everything. */
        @JsonIgnore
        public boolean nothing() {
            return tables.isEmpty() && data.isEmpty();
        }
    }

    /**
     * @param sizeBytes of the object
     * @param sha256 of the object, hexadecimal
     * @param compression of the dump in it: {@code zstd}
     * @param encryption of what is compressed
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Stored(long sizeBytes, String sha256, String compression, Encryption encryption) {}

    /**
     * @param format {@code age}, or {@code none}
     * @param recipients public keys; who has the private one to any of them can read it
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Encryption(String format, List<String> recipients) {
        /** What older manifests, which say nothing of it, mean. */
        public static final Encryption NONE = new Encryption("none", List.of());
    }

    /** Where the manifest of an object is. */
    public static String keyOf(String objectKey) {
        return objectKey + SUFFIX;
    }

    public byte[] toJson() {
        try {
            return (JSON.writeValueAsString(this) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of text and numbers can always be written", e);
        }
    }

    /** @throws IOException that says what about it is no manifest that this version reads */
    public static Manifest fromJson(byte[] json) throws IOException {
        var tree = JSON.readTree(json);
        var version = tree.path("formatVersion");
        if (version.asInt() != FORMAT_VERSION) {
            throw new IOException("its formatVersion is " + (version.isMissingNode() ? "missing" : version.asText())
                    + ", and this version reads " + FORMAT_VERSION);
        }
        if (tree.path("stored") instanceof ObjectNode stored) {
            stored.putIfAbsent("encryption", JSON.valueToTree(Encryption.NONE));
        }
        if (tree.path("origin") instanceof ObjectNode origin) {
            origin.putIfAbsent("namespaceUid", TextNode.valueOf(""));
        }
        if (tree.path("dump") instanceof ObjectNode dump) {
            dump.putIfAbsent("serverIdentity", TextNode.valueOf(""));
            dump.putIfAbsent("omitted", JSON.valueToTree(Omitted.NOTHING));
        }
        try {
            return JSON.treeToValue(tree, Manifest.class);
        } catch (JsonMappingException e) {
            var field = e.getPath().stream()
                    .map(JsonMappingException.Reference::getFieldName)
                    .collect(joining("."));
            throw new IOException(field + ": " + e.getOriginalMessage(), e);
        }
    }
}
