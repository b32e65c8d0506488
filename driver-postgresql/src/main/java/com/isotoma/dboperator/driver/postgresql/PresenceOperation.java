package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Presence;
import com.isotoma.dboperator.driver.spi.Presence.Standing;

/** Says whose the names of a target are, and changes nothing. */
record PresenceOperation(DatabaseTarget target) {
    Presence run() throws DriverException {
        try (var connector = Connector.to(target);
                var session = connector.maintenance()) {
            session.requireSupportedVersion();
            var claim = Claim.of(target, session);
            return new Presence(database(claim, session), role(claim));
        }
    }

    private static Standing role(Claim claim) {
        var foreign = claim.foreignLogins();
        if (!foreign.isEmpty()) {
            return new Presence.Foreign(foreign.getFirst().owner().orElse(null));
        }
        if (claim.role().isEmpty()) {
            return new Presence.Absent();
        }
        return claim.roleIsOurs()
                ? new Presence.Ours()
                : new Presence.Foreign(claim.role().get().owner().orElse(null));
    }

    /** One whose drop was cut off can only be dropped, so that it is as good as gone. */
    private static Standing database(Claim claim, Session session) throws DriverException {
        if (claim.databaseIsOurs()) {
            return claim.databaseIsUsable() ? new Presence.Ours() : new Presence.Absent();
        }
        if (claim.database().isEmpty()) {
            return new Presence.Absent();
        }
        return new Presence.Foreign(
                claim.holder(new Roles(session)).flatMap(RoleRow::owner).orElse(null));
    }
}
