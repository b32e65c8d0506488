package com.isotoma.dboperator.driver.demohttp;

import com.isotoma.dboperator.driver.spi.CreateRequest;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Owner;
import com.isotoma.dboperator.driver.spi.Presence;
import com.isotoma.dboperator.driver.spi.Presence.Standing;
import com.isotoma.dboperator.driver.support.Percent;
import java.util.Optional;

/** Whose databases and users are: the server keeps an owner, which is the mark, with each. */
record Ownership(Server server) {
    private static final int NOT_FOUND = 404;

    Presence of(DatabaseTarget target) throws DriverException, InterruptedException {
        var database = find(DemoHttpDriver.path(target));
        var user = find("/users/" + Percent.segment(target.username()));
        return new Presence(
                database.isEmpty() ? new Presence.Absent() : standing(database.get(), target),
                user.isEmpty() ? new Presence.Absent() : standing(user.get(), target));
    }

    /** The owner whose database may be taken up, as the server has it now; the server compares it with the one it has then. */
    Optional<String> adoptable(CreateRequest request) throws DriverException, InterruptedException {
        if (!request.adoptExisting() && request.adoptFrom() == null) {
            return Optional.empty();
        }
        var database = find(DemoHttpDriver.path(request.target()));
        if (database.isEmpty()) {
            return Optional.empty();
        }
        var owner = database.get().text("owner");
        return request.mayAdopt(Owner.parse(owner).orElse(null)) ? Optional.of(owner) : Optional.empty();
    }

    /** The user of another database of the same owner is not this target's. */
    private static Standing standing(Answer found, DatabaseTarget target) throws DriverException {
        var owner = found.text("owner");
        boolean ours = owner.equals(target.owner().mark()) && found.text("name").equals(target.databaseName());
        return ours
                ? new Presence.Ours()
                : new Presence.Foreign(Owner.parse(owner).orElse(null));
    }

    private Optional<Answer> find(String path) throws DriverException, InterruptedException {
        var answer = server.send("GET", path);
        if (answer.status() == NOT_FOUND) {
            return Optional.empty();
        }
        answer.expectSuccess();
        return Optional.of(answer);
    }
}
