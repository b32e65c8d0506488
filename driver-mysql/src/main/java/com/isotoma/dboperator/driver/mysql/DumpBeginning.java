package com.isotoma.dboperator.driver.mysql;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Tells SQL from what can be none, by its first bytes: those of the programs' dumps, and of what a person has written. */
final class DumpBeginning {
    private static final int BYTES = 4096;

    private static final Pattern SQL = Pattern.compile(
            "\\uFEFF?\\s*(?:--|#|/\\*|(?:ALTER|BEGIN|CREATE|DELIMITER|DROP|INSERT|LOCK|REPLACE|SET|START|USE)\\b).*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private DumpBeginning() {}

    /** @throws DriverException of kind USER for what the client program could not read either */
    static void require(InputStream source) throws DriverException, IOException {
        var beginning = new String(source.readNBytes(BYTES), StandardCharsets.UTF_8);
        if (beginning.indexOf('\0') >= 0 || !SQL.matcher(beginning).matches()) {
            throw DriverException.user(
                    Reasons.BACKUP_DAMAGED,
                    "This is no SQL dump, by its first bytes: restore another backup, or name another object");
        }
    }
}
