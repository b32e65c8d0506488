package com.isotoma.dboperator.driver.demohttp;

import com.isotoma.dboperator.driver.spi.BackupFormat;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.DumpReport;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.support.Address;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;

/** A member of a demo cluster. Its persons are open to all, so no password is needed. */
public final class ClusterMember {
    private static final String URL_VARIABLE = "DATABASE_URL";
    private static final Set<String> SCHEMES = Set.of("http", "https");

    private final Endpoint endpoint;

    private ClusterMember(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    /** The member in the pod of that address. */
    public static ClusterMember inPod(String pod, String address) {
        return new ClusterMember(
                new Endpoint("http", new Address(address, Endpoint.DEFAULT_PORT), "is the pod " + pod + " ready?"));
    }

    /**
     * The member at a URL of scheme, host and port.
     *
     * @throws DriverException of kind USER when it is none
     */
    public static ClusterMember at(String url) throws DriverException {
        try {
            var uri = new URI(url);
            boolean plain = Set.of("", "/").contains(String.valueOf(uri.getRawPath()))
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null;
            if (SCHEMES.contains(String.valueOf(uri.getScheme())) && uri.getHost() != null && plain) {
                int port = uri.getPort() < 0 ? Endpoint.DEFAULT_PORT : uri.getPort();
                var host = uri.getHost().replaceAll("[\\[\\]]", "");
                return new ClusterMember(
                        new Endpoint(uri.getScheme(), new Address(host, port), "is " + URL_VARIABLE + " right?"));
            }
        } catch (URISyntaxException e) {
            // Said below.
        }
        throw DriverException.user(
                Reasons.INVALID_SPEC,
                URL_VARIABLE + " is no address of a member: give one such as http://127.0.0.1:" + Endpoint.DEFAULT_PORT
                        + ", without a path");
    }

    /** What {@link #exportPersons} writes; the driver restores it too. */
    public static BackupFormat format() {
        return Export.FORMAT;
    }

    /** Writes the persons that this member holds to {@code sink}, and returns only when that is known to be whole. */
    public DumpReport exportPersons(OutputStream sink) throws DriverException, IOException, InterruptedException {
        var server = new Server(endpoint, null);
        var info = server.info();
        try (var export = server.open("GET", "/persons/export")) {
            var answer = export.answer();
            if (answer.status() == 404) {
                throw DriverException.user(
                        Reasons.INVALID_SPEC,
                        answer.url() + " is not there: give the DatabaseCluster an image of this version");
            }
            answer.expectSuccess();
            return new DumpReport(info, Export.copy(export, "the persons", sink));
        }
    }
}
