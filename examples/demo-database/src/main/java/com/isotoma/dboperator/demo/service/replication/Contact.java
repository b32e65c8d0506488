package com.isotoma.dboperator.demo.service.replication;

import com.isotoma.dboperator.demo.service.persons.Position;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/**
 * What a follower knows of its leader.
 *
 * @param address where the leader was last, if it was ever found
 * @param position how far the leader was at the last answer, if there ever was one
 * @param time when that was
 * @param problem why the last attempt failed, if it did
 */
record Contact(Optional<URI> address, Optional<Position> position, Optional<Instant> time, Optional<String> problem) {
    static final Contact NONE =
            new Contact(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of("not tried yet"));

    Contact heard(URI from, Position leader, Instant when) {
        return new Contact(Optional.of(from), Optional.of(leader), Optional.of(when), problem);
    }

    Contact succeeded() {
        return new Contact(address, position, time, Optional.empty());
    }

    Contact failed(String why) {
        return new Contact(address, position, time, Optional.of(why));
    }
}
