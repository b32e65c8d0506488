package com.isotoma.dboperator.driver.demohttp;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Setting;
import com.isotoma.dboperator.driver.spi.Settings;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where a server is.
 *
 * @param remedy what to look at when it cannot be reached, for messages
 */
record Endpoint(String scheme, String host, int port, String remedy) {
    static final int DEFAULT_PORT = 8089;
    private static final Setting.Text HOST =
            new Setting.Text("host", "a name or an address", Setting.REQUIRED, "The server.");
    private static final Setting.WholeNumber PORT =
            new Setting.WholeNumber("port", 1, 65535, String.valueOf(DEFAULT_PORT), "TCP port of the server.");
    private static final Setting.Choice SCHEME =
            new Setting.Choice("scheme", Set.of("http", "https"), "http", "How to talk to it.");

    static final List<Setting> KEYS = List.of(HOST, PORT, SCHEME);

    private static final Pattern NAME_OR_IPV4 = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?\\.?");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    /** The server of {@code spec.connect}. */
    static Endpoint of(Settings connect) throws DriverException {
        connect.allowOnly(KEYS);
        var host = connect.requiredText(HOST);
        if (!NAME_OR_IPV4.matcher(host).matches() && !IPV6.matcher(host).matches()) {
            throw connect.invalid(HOST, "is '" + host + "': give a host name or an address, and nothing else");
        }
        return new Endpoint(
                connect.choice(SCHEME).orElse("http"),
                host,
                connect.number(PORT).orElse(DEFAULT_PORT),
                "is spec.connect right?");
    }

    /** Host and port as they stand in a URI. */
    String authority() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    /** The whole address of a path, which is encoded already. */
    String url(String path) {
        return scheme + "://" + authority() + path;
    }
}
