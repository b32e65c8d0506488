package com.isotoma.dboperator.driver.demohttp;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Setting;
import com.isotoma.dboperator.driver.spi.Settings;
import com.isotoma.dboperator.driver.support.Address;
import java.util.List;
import java.util.Set;

/**
 * Where a server is, and how to talk to it: {@code spec.connect}.
 *
 * @param remedy what to look at when it cannot be reached, for messages
 */
record Endpoint(String scheme, Address address, String remedy) {
    static final int DEFAULT_PORT = 8089;
    private static final Address.Keys ADDRESS = Address.keys(DEFAULT_PORT, "");
    private static final Setting.Choice SCHEME =
            new Setting.Choice("scheme", Set.of("http", "https"), "http", "How to talk to it.");

    static final List<Setting> KEYS = List.of(ADDRESS.host(), ADDRESS.port(), SCHEME);

    /** The server of {@code spec.connect}. */
    static Endpoint of(Settings connect) throws DriverException {
        connect.allowOnly(KEYS);
        return new Endpoint(
                connect.choice(SCHEME).orElse("http"), Address.of(connect, ADDRESS), "is spec.connect right?");
    }

    /** The whole address of a path, which is encoded already. Java's own URLs take the zone of an address as it is. */
    String url(String path) {
        return scheme + "://" + address.authority().replace("%25", "%") + path;
    }
}
