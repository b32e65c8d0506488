package com.isotoma.dboperator.driver.command;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.storage.TrustedKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The option of commands without a cluster that names a file with public keys. */
final class TrustedFile {
    static final String OPTION = "--trusted";

    private TrustedFile() {}

    /**
     * @param file null where the option is not given
     * @return null where signatures are not looked at
     */
    static @Nullable TrustedKeys read(@Nullable Path file) throws UsageException, DriverException {
        if (file == null) {
            return null;
        }
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            throw new UsageException(OPTION + " is '" + file + "', which cannot be read as text: give a file with"
                    + " public keys in PEM");
        }
        return TrustedKeys.parse(text, "file " + file);
    }
}
