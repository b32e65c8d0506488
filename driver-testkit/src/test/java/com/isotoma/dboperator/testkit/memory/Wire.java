package com.isotoma.dboperator.testkit.memory;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Messages, each a list of texts with their lengths before them, so that nothing in a text can be more than text. */
final class Wire implements AutoCloseable {
    private static final int LONGEST = 1_000_000;

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;

    Wire(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        this.out = socket.getOutputStream();
        socket.setTcpNoDelay(true);
    }

    /** Sends a message in one piece. */
    void send(List<String> message) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var data = new DataOutputStream(bytes);
        data.writeInt(message.size());
        for (var text : message) {
            var encoded = text.getBytes(StandardCharsets.UTF_8);
            data.writeInt(encoded.length);
            data.write(encoded);
        }
        out.write(bytes.toByteArray());
    }

    /** Waits for a message. */
    List<String> receive() throws IOException {
        int texts = length();
        var message = new ArrayList<String>();
        for (int i = 0; i < texts; i++) {
            var encoded = new byte[length()];
            in.readFully(encoded);
            message.add(new String(encoded, StandardCharsets.UTF_8));
        }
        return message;
    }

    private int length() throws IOException {
        int length = in.readInt();
        if (length < 0 || length > LONGEST) {
            throw new IOException("not a length: " + length);
        }
        return length;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
