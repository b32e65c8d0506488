package com.isotoma.dboperator.demo.service.databases;

import com.isotoma.dboperator.demo.service.storage.ExportSource;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.List;

/**
 * The records of a moment. It reads from the file that was current then, which stays readable when another takes its
 * place, so nobody waits for a slow reader.
 */
record Snapshot(FileChannel reader, List<RecordLog.Extent> extents) implements ExportSource {
    @Override
    public int size() {
        return extents.size();
    }

    @Override
    public void forEach(Visitor visitor) throws IOException {
        for (var extent : extents) {
            visitor.visit(RecordLog.read(reader, extent));
        }
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
