import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Forward ADDRESS PORT...: what connects to a port there reaches the same port of 127.0.0.1. */
class Forward {
    public static void main(String[] args) throws Exception {
        for (int i = 1; i < args.length; i++) {
            int port = Integer.parseInt(args[i]);
            var listening = new ServerSocket(port, 128, InetAddress.getByName(args[0]));
            Thread.ofPlatform().start(() -> serve(listening, port));
        }
    }

    private static void serve(ServerSocket listening, int port) {
        try (listening) {
            while (true) {
                var client = listening.accept();
                Thread.ofVirtual().start(() -> connect(client, port));
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void connect(Socket client, int port) {
        try (client;
                var server = new Socket("127.0.0.1", port)) {
            var back = Thread.ofVirtual().start(() -> copy(server, client));
            copy(client, server);
            back.join();
        } catch (IOException | InterruptedException e) {
            System.err.println(port + ": " + e);
        }
    }

    private static void copy(Socket from, Socket to) {
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        } catch (IOException e) {
            // One side has ended; the other learns it by the closed stream.
        }
    }
}
