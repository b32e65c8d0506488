package com.isotoma.dboperator.driver.mysql;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Keeps what is written to it. It takes the first bytes, then waits to be released: the program behind it stands still
 * meanwhile.
 */
final class Gate extends OutputStream {
    final CountDownLatch reached = new CountDownLatch(1);
    final CountDownLatch released = new CountDownLatch(1);
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        reached.countDown();
        try {
            if (!released.await(60, TimeUnit.SECONDS)) {
                throw new IOException("nobody opened the gate");
            }
        } catch (InterruptedException e) {
            throw new IOException("interrupted", e);
        }
        written.write(bytes, offset, length);
    }

    byte[] written() {
        return written.toByteArray();
    }
}
