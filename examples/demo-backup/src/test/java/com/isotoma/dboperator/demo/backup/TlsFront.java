package com.isotoma.dboperator.demo.backup;

import com.isotoma.dboperator.testsupport.LocalServers;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/** The local S3 server behind TLS, with a certificate that only those trust who are given its key store. */
final class TlsFront implements AutoCloseable {
    private static final String PASSWORD = "changeit";

    private final Path keys;
    private final SSLServerSocket listener;
    private final URI server = URI.create(LocalServers.of("S3", "ENDPOINT"));

    TlsFront(Path folder) throws Exception {
        keys = folder.resolve("keys.p12");
        makeKeys();
        var store = KeyStore.getInstance(keys.toFile(), PASSWORD.toCharArray());
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, PASSWORD.toCharArray());
        var context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        listener = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    private void makeKeys() throws IOException, InterruptedException {
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var process = new ProcessBuilder(
                        keytool,
                        "-genkeypair",
                        "-keystore",
                        keys.toString(),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-alias",
                        "s3",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=s3",
                        "-ext",
                        "san=ip:127.0.0.1")
                .inheritIO()
                .start();
        if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0 || !Files.exists(keys)) {
            throw new IOException("keytool made no keys");
        }
    }

    /** Host and port, as somebody writes them who leaves out the scheme. */
    String endpoint() {
        return "127.0.0.1:" + listener.getLocalPort();
    }

    /** Options of a JVM that trusts the certificate. */
    String trust() {
        return "-Djavax.net.ssl.trustStore=" + keys + " -Djavax.net.ssl.trustStorePassword=" + PASSWORD;
    }

    private void accept() {
        try {
            while (true) {
                var client = listener.accept();
                Thread.ofVirtual().start(() -> connect(client));
            }
        } catch (IOException closed) {
            // By the test, at its end.
        }
    }

    private void connect(Socket client) {
        try (client;
                var behind = new Socket(server.getHost(), server.getPort())) {
            var requests = Thread.ofVirtual().start(() -> pass(client, behind));
            pass(behind, client);
            requests.join();
        } catch (IOException refused) {
            // A client that does not trust the certificate says so itself.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pass(Socket from, Socket to) {
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        } catch (IOException cut) {
            // The other direction ends with it.
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
