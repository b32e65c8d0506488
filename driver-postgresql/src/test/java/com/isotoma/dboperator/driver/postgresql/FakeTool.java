package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.sql.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Programs that behave as the real ones do on a bad day. */
final class FakeTool {
    private FakeTool() {}

    /** Puts a {@code pg_dump} of that version into {@code folder} that does what the shell script {@code body} says. */
    static Tools pgDump(Path folder, String version, String body) throws IOException {
        var script = "#!/bin/sh\nif [ \"$1\" = --version ]; then echo 'pg_dump (PostgreSQL) " + version
                + "'; exit 0; fi\n" + body + "\n";
        var file = Files.writeString(folder.resolve("pg_dump"), script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        return new Tools(new Programs(folder));
    }
}
