package com.isotoma.dboperator.driver.mysql;

import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Owner;
import com.isotoma.dboperator.driver.spi.Presence;
import com.isotoma.dboperator.driver.spi.Presence.Standing;
import java.util.Optional;

/** Says whose the names of a target are, and changes nothing. */
record PresenceOperation(Session session, DatabaseTarget target) {
    Presence run() throws DriverException {
        var claims = new Claims(session);
        boolean claimed = claims.present();
        var ofDatabase = claimed ? claims.ofDatabase(target.databaseName()) : Optional.<Claims.Claim>empty();
        var ofUser = claimed ? claims.ofUser(target.username()) : Optional.<Claims.Claim>empty();
        return new Presence(
                Databases.exists(session, target.databaseName()) ? standing(ofDatabase) : new Presence.Absent(),
                userExists() ? standingOfUser(ofUser) : new Presence.Absent());
    }

    /** An account of a further user bears another mark. */
    private Standing standingOfUser(Optional<Claims.Claim> claim) throws DriverException {
        var further = new UserClaims(session).of(target.username());
        return further.isPresent()
                ? new Presence.Foreign(Owner.parse(further.get()).orElse(null))
                : standing(claim);
    }

    private boolean userExists() throws DriverException {
        return new Account(session, target.username()).exists() || new SetAside(session, target.username()).present();
    }

    /** The user of another database of the same owner is not this target's. */
    private boolean isOurs(Claims.Claim claim) {
        return claim.database().equals(target.databaseName())
                && claim.mark().equals(target.owner().mark());
    }

    private Standing standing(Optional<Claims.Claim> claim) {
        if (claim.filter(this::isOurs).isPresent()) {
            return new Presence.Ours();
        }
        return new Presence.Foreign(claim.flatMap(c -> Owner.parse(c.mark())).orElse(null));
    }
}
