package com.isotoma.dboperator.driver.mysql;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Looks at bytes that go by. */
interface Watcher {
    void see(byte[] bytes, int from, int count);

    /** Copies all of {@code in} to {@code out} past the watchers. */
    static void copy(InputStream in, OutputStream out, Watcher... watchers) throws IOException {
        var buffer = new byte[256 * 1024];
        int n;
        while ((n = in.read(buffer)) >= 0) {
            for (var watcher : watchers) {
                watcher.see(buffer, 0, n);
            }
            out.write(buffer, 0, n);
        }
    }
}
