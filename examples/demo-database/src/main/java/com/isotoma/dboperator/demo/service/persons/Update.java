package com.isotoma.dboperator.demo.service.persons;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JacksonException;
import com.isotoma.dboperator.demo.service.http.Json;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a member lacks of the leader's data. */
public sealed interface Update {
    /** Where the leader is, and so the member that takes this in. */
    Position position();

    /** The changes after those that the member has; none when it has all. */
    record Changes(Position position, List<Change> changes) implements Update {}

    /** Everything, for a member that has other data, or is too far behind. */
    record Whole(DataSet data) implements Update {
        @Override
        public Position position() {
            return data.position();
        }
    }

    /** How it goes over the wire. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Wire(
            @Nullable String epoch,
            long sequence,
            @Nullable List<Person> persons,
            @Nullable List<Change> changes) {}

    /** This as an object to be written as JSON. */
    default Object wire() {
        return switch (this) {
            case Changes(var position, var changes) -> new Wire(position.epoch(), position.sequence(), null, changes);
            case Whole(var data) -> data.stored();
        };
    }

    /** Reads JSON; throws when it is nothing that a leader says. */
    static Update read(byte[] json) throws IOException {
        try {
            var wire = Json.MAPPER.readValue(json, Wire.class);
            if (wire != null && wire.changes() != null && wire.epoch() != null) {
                return new Changes(new Position(wire.epoch(), wire.sequence()), wire.changes());
            }
            if (wire != null) {
                return new Whole(DataSet.of(new DataSet.Stored(wire.epoch(), wire.sequence(), wire.persons())));
            }
        } catch (JacksonException e) {
            throw new IOException("this is not what a leader answers: " + e.getOriginalMessage(), e);
        }
        throw new IOException("this is not what a leader answers: null");
    }
}
