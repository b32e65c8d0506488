package com.isotoma.dboperator.driver.support;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Setting;
import com.isotoma.dboperator.driver.spi.Settings;
import java.util.regex.Pattern;

/**
 * Where a server is: the keys {@code host} and {@code port} of {@code spec.connect}. All drivers take the same hosts.
 *
 * @param host name or address, an IPv6 address without brackets
 * @param port TCP port
 */
public record Address(String host, int port) {
    private static final int LONGEST_NAME = 254;
    // Neither a list of hosts nor the folder of a socket, which some client libraries would take.
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9._-]*[A-Za-z0-9_.])?");
    private static final Pattern IPV6 = Pattern.compile("(?=.*:.*:)[0-9A-Fa-f:.]{2,45}(%[A-Za-z0-9._-]{1,15})?");

    /**
     * The keys of a driver.
     *
     * @param host required
     * @param port optional
     * @param usualPort what holds where there is none
     */
    public record Keys(Setting.Text host, Setting.WholeNumber port, int usualPort) {}

    /**
     * The keys of a driver.
     *
     * @param usualPort the port where none is given
     * @param more sentences about the host that its documentation adds, or empty text
     */
    public static Keys keys(int usualPort, String more) {
        var about = "The server. An IPv6 address stands with or without brackets." + (more.isEmpty() ? "" : " " + more);
        return new Keys(
                new Setting.Text("host", "a name or an address", Setting.REQUIRED, about),
                new Setting.WholeNumber("port", 1, 65535, String.valueOf(usualPort), "TCP port of the server."),
                usualPort);
    }

    /**
     * Reads the keys.
     *
     * @throws DriverException of kind USER when the host is none, or the port is out of its range
     */
    public static Address of(Settings connect, Keys keys) throws DriverException {
        var given = connect.requiredText(keys.host()).strip();
        var host = given.startsWith("[") && given.endsWith("]") ? given.substring(1, given.length() - 1) : given;
        boolean name = host.length() <= LONGEST_NAME && NAME.matcher(host).matches();
        if (!name && !IPV6.matcher(host).matches()) {
            throw connect.invalid(
                    keys.host(),
                    "is '" + PlainText.of(given) + "': give one host name or address, without port or scheme");
        }
        return new Address(host, connect.number(keys.port()).orElse(keys.usualPort()));
    }

    /** Host and port as they stand in a URL (RFC 3986, RFC 6874). */
    public String authority() {
        return (host.indexOf(':') >= 0 ? "[" + host.replace("%", "%25") + "]" : host) + ":" + port;
    }

    @Override
    public String toString() {
        return authority();
    }
}
