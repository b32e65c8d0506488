package com.isotoma.dboperator.driver.spi;

/**
 * What a driver's dumps are.
 *
 * @param extension the usual file name extension, without a dot: {@code sql}, {@code dump}, {@code json}
 * @param mediaType the media type (RFC 6838) of the dump before compression
 */
public record BackupFormat(String extension, String mediaType) {}
