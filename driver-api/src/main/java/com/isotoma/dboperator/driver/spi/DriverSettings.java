package com.isotoma.dboperator.driver.spi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All keys that a driver reads. {@code driver --settings} prints them.
 *
 * @param connect those of {@code spec.connect}, the most important ones first
 * @param options those of {@code spec.options}
 * @param tls how the driver takes {@code spec.tls}; null for one that does not, which a Database with it is refused by
 */
public record DriverSettings(
        List<Setting> connect,
        List<Setting> options,
        @Nullable TlsSettings tls) {
    public DriverSettings {
        connect = List.copyOf(connect);
        options = List.copyOf(options);
    }

    /** A driver that takes no {@code spec.tls}. */
    public DriverSettings(List<Setting> connect, List<Setting> options) {
        this(connect, options, null);
    }
}
