package com.isotoma.dboperator.demo.service;

import com.isotoma.dboperator.demo.service.storage.DurableFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** What tells a member from every other one: written into its data directory at its first start, and kept with the data. */
final class MemberIdentity {
    private static final String FILE = "identity";

    private MemberIdentity() {}

    /** The identity in this data directory, which only one process uses. */
    static String of(Path data) throws IOException {
        var file = data.resolve(FILE);
        if (!Files.exists(file)) {
            DurableFiles.replace(file, UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII));
        }
        return Files.readString(file, StandardCharsets.US_ASCII);
    }
}
