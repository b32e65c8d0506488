package com.isotoma.dboperator.demo.service.storage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.isotoma.dboperator.demo.service.http.Refusal;

/** The {@code id} of a record: a text of 1 to 64 characters. */
public final class RecordId {
    public static final String FIELD = "id";

    private RecordId() {}

    /** The id that a record carries. */
    public static String of(ObjectNode record) throws Refusal {
        if (record.get(FIELD) instanceof TextNode id) {
            return Names.check("The id of a record", id.textValue());
        }
        throw new Refusal(422, "A record has no id, or one that is not a text.");
    }
}
