package com.isotoma.dboperator.demo.service.storage;

import java.io.Closeable;
import java.io.IOException;

/** The records of one moment, to be read once, whatever is changed meanwhile. */
public interface ExportSource extends Closeable {
    /** Takes one record's JSON. */
    interface Visitor {
        void visit(byte[] json) throws IOException;
    }

    /** How many records there are. */
    int size();

    void forEach(Visitor visitor) throws IOException;
}
