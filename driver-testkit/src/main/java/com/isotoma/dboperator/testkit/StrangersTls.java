package com.isotoma.dboperator.testkit;

import java.net.Socket;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** TLS with a certificate that no client trusts, or any other, as whoever is on the path can have it, and without looking at others'. */
public final class StrangersTls {
    private final SSLContext serving = SSLContext.getInstance("TLS");
    private final SSLContext asking = SSLContext.getInstance("TLS");

    public StrangersTls() throws Exception {
        this(TestAuthority.make("stranger").server("ip:127.0.0.1", 0, 90));
    }

    /** @param certificate that is shown */
    public StrangersTls(TestAuthority.Issued certificate) throws Exception {
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(certificate.keys(), TestAuthority.PASSWORD.toCharArray());
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
