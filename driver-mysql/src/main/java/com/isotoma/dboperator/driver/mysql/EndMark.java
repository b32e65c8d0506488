package com.isotoma.dboperator.driver.mysql;

import java.nio.charset.StandardCharsets;

/**
 * Watches the last bytes of a dump go by. The programs write one line at the very end of a complete dump; in data a line
 * cannot begin like that, since line ends in values are escaped.
 */
final class EndMark implements Watcher {
    private static final byte[] MARK = "\n-- Dump completed".getBytes(StandardCharsets.US_ASCII);

    /** The mark, perhaps {@code " on 2026-01-01 10:00:00"}, and the end of the line. */
    private static final int KEPT = 128;

    private final byte[] last = new byte[KEPT];
    private int length;

    @Override
    public void see(byte[] bytes, int from, int count) {
        if (count >= KEPT) {
            System.arraycopy(bytes, from + count - KEPT, last, 0, KEPT);
            length = KEPT;
            return;
        }
        int keep = Math.min(length, KEPT - count);
        System.arraycopy(last, length - keep, last, 0, keep);
        System.arraycopy(bytes, from, last, keep, count);
        length = keep + count;
    }

    /** Whether what went by ended with a complete line that says so. */
    boolean seen() {
        var text = new String(last, 0, length, StandardCharsets.ISO_8859_1);
        int at = text.lastIndexOf(new String(MARK, StandardCharsets.US_ASCII));
        return at >= 0 && text.indexOf('\n', at + 1) == text.length() - 1;
    }
}
