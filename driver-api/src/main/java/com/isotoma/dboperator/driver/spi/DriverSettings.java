package com.isotoma.dboperator.driver.spi;

import java.util.List;

/**
 * All keys that a driver reads. {@code driver --settings} prints them.
 *
 * @param connect those of {@code spec.connect}, the most important ones first
 * @param options those of {@code spec.options}
 */
public record DriverSettings(List<Setting> connect, List<Setting> options) {
    public DriverSettings {
        connect = List.copyOf(connect);
        options = List.copyOf(options);
    }
}
