package com.isotoma.dboperator.driver.mysql;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** The frames of the servers' protocol: three bytes of length, a number, and that much. */
final class Packets {
    /** The client wants TLS, or the server offers it. */
    static final int TLS = 0x0800;

    private final InputStream in;
    private final OutputStream out;
    private int number;

    Packets(Socket socket, int number) throws IOException {
        this.in = socket.getInputStream();
        this.out = socket.getOutputStream();
        this.number = number;
    }

    /** The next one; its number is counted on. */
    byte[] read() throws IOException {
        var head = in.readNBytes(4);
        if (head.length < 4) {
            throw new IOException("the other end has gone");
        }
        number = head[3] + 1;
        return in.readNBytes((head[0] & 0xff) | (head[1] & 0xff) << 8 | (head[2] & 0xff) << 16);
    }

    void write(byte[] body) throws IOException {
        var frame = new ByteArrayOutputStream();
        frame.write(body.length);
        frame.write(body.length >> 8);
        frame.write(body.length >> 16);
        frame.write(number++);
        frame.writeBytes(body);
        out.write(frame.toByteArray());
        out.flush();
    }

    int number() {
        return number;
    }

    static boolean wantsTls(byte[] login) {
        return (login[1] << 8 & TLS) != 0;
    }

    /** Where the lower half of what a server can do stands in its greeting. */
    static int capabilities(byte[] greeting) {
        int version = 1;
        while (greeting[version] != 0) {
            version++;
        }
        return version + 1 + 4 + 8 + 1;
    }

    static byte[] greeting(String version, boolean tls) {
        int can = 0x0001 | 0x0008 | 0x0080 | 0x0200 | 0x2000 | 0x8000 | 0x80000 | 0x200000 | (tls ? TLS : 0);
        var body = new ByteArrayOutputStream();
        body.write(10);
        body.writeBytes(text(version));
        body.writeBytes(new byte[] {7, 0, 0, 0});
        body.writeBytes("abcdefgh".getBytes(StandardCharsets.US_ASCII));
        body.write(0);
        body.write(can);
        body.write(can >> 8);
        body.write(45);
        body.writeBytes(new byte[] {2, 0});
        body.write(can >> 16);
        body.write(can >> 24);
        body.write(21);
        body.writeBytes(new byte[10]);
        body.writeBytes(text("ijklmnopqrst"));
        body.writeBytes(text("mysql_native_password"));
        return body.toByteArray();
    }

    /** With the byte that ends it. */
    static byte[] text(String text) {
        return (text + "\0").getBytes(StandardCharsets.UTF_8);
    }
}
