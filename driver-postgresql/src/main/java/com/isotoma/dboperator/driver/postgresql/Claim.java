package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.spi.CreateRequest;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What of a target is on the server, and whose it is.
 *
 * @param target what is asked for
 * @param role the role of that name, which owns the database
 * @param logins those of its logins that exist
 * @param database the database of that name
 */
record Claim(DatabaseTarget target, Optional<RoleRow> role, List<RoleRow> logins, Optional<DatabaseRow> database) {

    private static final String REMEDY_UNMARKED = "choose another spec.name, or set spec.adoption to Always";
    private static final String REMEDY_MARKED = "choose another spec.name";

    /** Looks once; hold the target's lock while relying on it. */
    static Claim of(DatabaseTarget target, Session session) throws DriverException {
        var roles = new Roles(session);
        var logins = new ArrayList<RoleRow>();
        for (var login : Logins.of(target).names()) {
            roles.find(login).ifPresent(logins::add);
        }
        return new Claim(
                target, roles.find(target.username()), logins, new Databases(session).find(target.databaseName()));
    }

    boolean roleIsOurs() {
        return role.isPresent() && role.get().belongsTo(target.owner());
    }

    /** The logins that are another's, or bear no mark. */
    List<RoleRow> foreignLogins() {
        return logins.stream().filter(l -> !l.belongsTo(target.owner())).toList();
    }

    /** The role is the proof: only we can have given it a database, since it cannot make one. */
    boolean databaseIsOurs() {
        return roleIsOurs() && database.isPresent() && database.get().owner().equals(target.username());
    }

    /** Whether a database of that name is there and can be more than dropped. */
    boolean databaseIsUsable() {
        return database.isPresent() && !database.get().isHalfDropped();
    }

    /** Whether the database, if it is there, is ours and holds only what another one has taken the place of. */
    boolean isReplaced() {
        return role.isPresent() && role.get().holdsReplacedData(target.owner());
    }

    /** The role that owns the database, if both are there. */
    Optional<RoleRow> holder(Roles roles) throws DriverException {
        if (database.isEmpty()) {
            return Optional.empty();
        }
        var name = database.get().owner();
        return name.equals(target.username()) ? role : roles.find(name);
    }

    /** Refuses what is not this owner's. */
    void refuseForeign(Roles roles) throws DriverException {
        refuseForeign(new CreateRequest(target, "", false), roles);
    }

    /** Refuses what is not this owner's and may not be taken up, and what must never be an application's. */
    void refuseForeign(CreateRequest request, Roles roles) throws DriverException {
        if (role.isPresent() && !roleIsOurs()) {
            refuseForeign(request, role.get());
        }
        for (var login : foreignLogins()) {
            refuseForeign(request, login);
        }
        if (database.isPresent() && !databaseIsOurs()) {
            var holder = holder(roles);
            var exists = "The database '" + target.databaseName() + "' exists, is owned by the role '"
                    + database.get().owner() + "', and that role ";
            if (holder.isPresent()) {
                refuseUnless(request, holder.get(), exists);
            } else if (!request.adoptExisting()) {
                throw conflict(exists + "is not this Database's: " + REMEDY_UNMARKED);
            }
        }
    }

    private static void refuseForeign(CreateRequest request, RoleRow role) throws DriverException {
        if (role.privileged()) {
            throw conflict("The role '" + role.name()
                    + "' has privileges on the whole server and is not given to an application: choose another"
                    + " spec.name");
        }
        refuseUnless(request, role, "The role '" + role.name() + "' exists and ");
    }

    private static void refuseUnless(CreateRequest request, RoleRow role, String exists) throws DriverException {
        var other = role.owner();
        if (!request.mayAdopt(other.orElse(null))) {
            throw conflict(exists + role.describedOwner() + ": " + (other.isEmpty() ? REMEDY_UNMARKED : REMEDY_MARKED));
        }
    }

    /** The database, for operations that need one of ours. */
    DatabaseRow requireOurDatabase() throws DriverException {
        if (database.isEmpty()) {
            throw DriverException.user(
                    Reasons.DATABASE_MISSING,
                    "The database '" + target.databaseName() + "' is not on the server any more: restore it, or delete"
                            + " the resource with deletionPolicy Delete");
        }
        if (!databaseIsOurs()) {
            throw conflict(
                    "The database '" + target.databaseName() + "' on the server is not this Database's: it is owned"
                            + " by the role '" + database.get().owner() + "', "
                            + role.map(r -> "and the role '" + r.name() + "' " + r.describedOwner())
                                    .orElse("and there is no role '" + target.username() + "'"));
        }
        return database.get();
    }

    private static DriverException conflict(String message) {
        return DriverException.user(Reasons.NAME_CONFLICT, message);
    }
}
