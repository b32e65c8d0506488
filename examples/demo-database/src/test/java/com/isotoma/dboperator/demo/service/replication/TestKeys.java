package com.isotoma.dboperator.demo.service.replication;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A key and its self-signed certificate for 127.0.0.1. Making one takes a process, so most tests share one. */
record TestKeys(KeyStore store) {
    private static final String ALIAS = "api";
    private static final String PASSWORD = "of no importance";
    private static @Nullable TestKeys ours;

    static synchronized TestKeys ours() throws Exception {
        if (ours == null) {
            ours = make();
        }
        return ours;
    }

    static TestKeys make() throws Exception {
        var directory = Files.createTempDirectory("keys-");
        var file = directory.resolve("keys.p12");
        try {
            var process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "keytool")
                                    .toString(),
                            "-genkeypair",
                            "-keyalg",
                            "EC",
                            "-dname",
                            "CN=api",
                            "-ext",
                            "san=ip:127.0.0.1",
                            "-alias",
                            ALIAS,
                            "-keystore",
                            file.toString(),
                            "-storetype",
                            "PKCS12",
                            "-storepass",
                            PASSWORD)
                    .redirectErrorStream(true)
                    .start();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IOException(output);
            }
            return new TestKeys(KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray()));
        } finally {
            Files.deleteIfExists(file);
            Files.delete(directory);
        }
    }

    SSLContext tls() throws GeneralSecurityException {
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, PASSWORD.toCharArray());
        var context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    /** The certificate in PEM. */
    String certificate() throws GeneralSecurityException {
        var encoded = Base64.getMimeEncoder()
                .encodeToString(store.getCertificate(ALIAS).getEncoded());
        return "-----BEGIN CERTIFICATE-----\n" + encoded + "\n-----END CERTIFICATE-----\n";
    }
}
