package com.isotoma.dboperator.demo.service.persons;

import com.isotoma.dboperator.demo.service.http.Json;
import com.isotoma.dboperator.demo.service.http.Refusal;
import com.isotoma.dboperator.demo.service.storage.ExportFormat;
import com.isotoma.dboperator.demo.service.storage.ExportSource;
import com.isotoma.dboperator.demo.service.storage.RecordId;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Persons as an export, in the format of the named databases, so that these can be filled with it. */
record PersonsExport(Collection<Person> persons) implements ExportSource {
    private static final Set<String> TEXTS = Set.of("firstName", "lastName", RecordId.FIELD);

    @Override
    public int size() {
        return persons.size();
    }

    @Override
    public void forEach(Visitor visitor) throws IOException {
        for (var person : persons) {
            visitor.visit(Json.bytes(person));
        }
    }

    /** Nothing to let go. */
    @Override
    public void close() {}

    /** The persons of a whole export, by id and in its order; refuses with 422 what is damaged or has no persons in it. */
    static Map<String, Person> read(InputStream in) throws IOException, Refusal {
        var persons = new LinkedHashMap<String, Person>();
        ExportFormat.read(in, (id, json) -> persons.putIfAbsent(id, person(json)) == null);
        return persons;
    }

    /** Strict: what is not a person's would be lost without a word. */
    private static Person person(byte[] json) throws Refusal {
        for (var field : Json.object(json).properties()) {
            if (!TEXTS.contains(field.getKey())) {
                throw new Refusal(422, "A person has no field '" + field.getKey() + "'.");
            }
            if (!field.getValue().isTextual() && !field.getValue().isNull()) {
                throw new Refusal(422, "The field '" + field.getKey() + "' is not a text.");
            }
        }
        return Json.read(json, Person.class);
    }
}
