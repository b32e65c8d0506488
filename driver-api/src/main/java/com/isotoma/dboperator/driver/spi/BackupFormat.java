package com.isotoma.dboperator.driver.spi;

import org.jspecify.annotations.Nullable;

/**
 * What a driver's dumps are.
 *
 * @param extension the usual file name extension, without a dot: {@code sql}, {@code dump}, {@code json}
 * @param mediaType the media type (RFC 6838) of the dump before compression
 * @param readWith a command that reads a dump from its standard input, for people who have nothing but the dump; {@code
 *     DATABASE} in it stands for the database to read it into. Null where no common tool does
 */
public record BackupFormat(
        String extension, String mediaType, @Nullable String readWith) {
    /** A format that no common tool reads. */
    public BackupFormat(String extension, String mediaType) {
        this(extension, mediaType, null);
    }
}
