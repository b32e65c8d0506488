package com.isotoma.dboperator.driver.postgresql;

import java.io.ByteArrayOutputStream;
import java.util.Comparator;
import java.util.List;

/** The beginning of an archive with some of its statements replaced by others. */
final class ArchiveHead {
    private ArchiveHead() {}

    /**
     * One replacement.
     *
     * @param what the text that is replaced
     * @param by the text in its place
     */
    record Replacement(ArchiveEntry.Text what, String by) {}

    /**
     * @param head the archive's first bytes, the whole table of contents among them
     * @param reader who has read the table of contents
     * @param replacements none of them twice for the same text
     */
    static byte[] with(byte[] head, ArchiveReader reader, List<Replacement> replacements) {
        var changed = new ByteArrayOutputStream(head.length);
        int done = 0;
        var inOrder = replacements.stream()
                .sorted(Comparator.comparingLong(r -> r.what().from()))
                .toList();
        for (var replacement : inOrder) {
            int from = Math.toIntExact(replacement.what().from());
            changed.write(head, done, from - done);
            changed.writeBytes(reader.written(replacement.by()));
            done = Math.toIntExact(replacement.what().to());
        }
        changed.write(head, done, head.length - done);
        return changed.toByteArray();
    }
}
