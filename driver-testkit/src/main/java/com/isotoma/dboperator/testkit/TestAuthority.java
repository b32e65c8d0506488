package com.isotoma.dboperator.testkit;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

/** A CA that signs what a test wants to be signed: certificates for other hosts, of the past, of servers and of clients. */
public final class TestAuthority {
    static final String PASSWORD = "changeit";
    private static final String CA = "ca";
    private static final String ISSUED = "issued";
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

    private final Path folder;
    private final String name;

    private TestAuthority(Path folder, String name) {
        this.folder = folder;
        this.name = name;
    }

    /**
     * A certificate that was signed, and its key.
     *
     * @param certificate in PEM
     * @param key in PEM, PKCS #8
     * @param keys both in a key store
     */
    public record Issued(String certificate, String key, KeyStore keys) {
        @Override
        public String toString() {
            return "Issued[]";
        }
    }

    /** A new one. */
    public static TestAuthority make(String name) throws Exception {
        var authority = new TestAuthority(Files.createTempDirectory("test-authority-"), name);
        authority.generate(
                authority.file(CA), CA, name, 0, 90, List.of("-ext", "bc:c", "-ext", "KeyUsage=keyCertSign"));
        return authority;
    }

    /** Its own certificate, in PEM. */
    public String certificate() throws Exception {
        return pem("CERTIFICATE", load(file(CA)).getCertificate(CA).getEncoded());
    }

    /**
     * A certificate for a server.
     *
     * @param host as {@code dns:NAME} or {@code ip:ADDRESS}
     * @param beginsInDays from when on it holds, counted from now; negative for the past
     * @param days how long it holds
     */
    public Issued server(String host, int beginsInDays, int days) throws Exception {
        return issue(
                "CN=server", beginsInDays, days, List.of("-ext", "SAN=" + host, "-ext", "ExtendedkeyUsage=serverAuth"));
    }

    /** A certificate for a client. */
    public Issued client(String commonName) throws Exception {
        return issue("CN=" + commonName, 0, 90, List.of("-ext", "ExtendedkeyUsage=clientAuth"));
    }

    private Issued issue(String subject, int beginsInDays, int days, List<String> extensions) throws Exception {
        var file = file("issued-" + System.nanoTime());
        Files.copy(file(CA), file);
        var options = new ArrayList<>(extensions);
        options.addAll(List.of("-signer", CA));
        generate(file, ISSUED, subject.substring("CN=".length()), beginsInDays, days, options);
        var keys = load(file);
        keys.deleteEntry(CA);
        var chain = new StringBuilder();
        for (var certificate : keys.getCertificateChain(ISSUED)) {
            chain.append(pem("CERTIFICATE", certificate.getEncoded()));
        }
        var key = Objects.requireNonNull(keys.getKey(ISSUED, PASSWORD.toCharArray()));
        return new Issued(chain.toString(), pem("PRIVATE KEY", key.getEncoded()), keys);
    }

    private Path file(String alias) {
        return folder.resolve(alias + ".p12");
    }

    private void generate(Path file, String alias, String subject, int beginsInDays, int days, List<String> more)
            throws Exception {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-alias",
                alias,
                "-dname",
                "CN=" + subject + ",O=" + name,
                "-startdate",
                (beginsInDays < 0 ? "" : "+") + beginsInDays + "d",
                "-validity",
                Integer.toString(days),
                "-storepass",
                PASSWORD,
                "-keystore",
                file.toString()));
        command.addAll(more);
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(said);
        }
    }

    private static KeyStore load(Path file) throws Exception {
        var store = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    private static String pem(String what, byte[] der) {
        return "-----BEGIN " + what + "-----\n" + LINES.encodeToString(der) + "\n-----END " + what + "-----\n";
    }
}
