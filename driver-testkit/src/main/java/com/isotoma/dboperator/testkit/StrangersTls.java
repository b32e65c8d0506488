package com.isotoma.dboperator.testkit;

import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Objects;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** TLS with a certificate that nobody has signed, as whoever is on the path can have it, and without looking at others'. */
public final class StrangersTls {
    private static final String PASSWORD = "changeit";
    private final SSLContext serving = SSLContext.getInstance("TLS");
    private final SSLContext asking = SSLContext.getInstance("TLS");

    public StrangersTls() throws Exception {
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(keyStore(), PASSWORD.toCharArray());
        serving.init(keys.getKeyManagers(), null, null);
        // Without a certificate, which the real server would not know.
        asking.init(null, new TrustManager[] {new TrustsAll()}, null);
    }

    /** The side that shows the certificate, over a connection that is there already. */
    public Socket asServer(Socket socket) throws Exception {
        return over(serving, socket, false);
    }

    /** The side that trusts every certificate. */
    public Socket asClient(Socket socket) throws Exception {
        return over(asking, socket, true);
    }

    private static Socket over(SSLContext context, Socket socket, boolean client) throws Exception {
        var tls = (SSLSocket) context.getSocketFactory().createSocket(socket, null, socket.getPort(), true);
        tls.setUseClientMode(client);
        tls.startHandshake();
        return tls;
    }

    private static KeyStore keyStore() throws Exception {
        var folder = Files.createTempDirectory("stranger-");
        var file = folder.resolve("keys.p12");
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var process = new ProcessBuilder(
                        keytool,
                        "-genkeypair",
                        "-keyalg",
                        "RSA",
                        "-dname",
                        "CN=stranger",
                        "-ext",
                        "SAN=ip:127.0.0.1",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        file.toString())
                .redirectErrorStream(true)
                .start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(said);
        }
        var store = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        Files.delete(file);
        Files.delete(Objects.requireNonNull(folder));
        return store;
    }

    private static final class TrustsAll implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
