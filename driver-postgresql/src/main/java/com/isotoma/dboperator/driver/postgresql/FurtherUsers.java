package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.spi.Access;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Owner;
import com.isotoma.dboperator.driver.spi.UserTarget;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All further users of one database, as the comments of their roles say. Only an admin can write these. The role that has a
 * user's rights says which access these are, so that they can be given again in a database that takes the place of this one.
 *
 * @param session a session of the admin on any database
 */
record FurtherUsers(DatabaseTarget target, Session session) {
    private static final String LOGIN = "login";

    /** The comment of the role that has the rights of a user. */
    static String markOfRights(UserTarget user) {
        return user.mark() + "; " + user.access() + of(user.database());
    }

    /** The comment of a role by which a user logs in. */
    static String markOfLogin(UserTarget user) {
        return user.mark() + "; " + LOGIN + of(user.database());
    }

    static boolean isOf(UserTarget user, RoleRow role) {
        var comment = Objects.requireNonNullElse(role.comment(), "");
        return comment.startsWith(user.mark() + "; ") && comment.endsWith(of(user.database()));
    }

    /** A database that takes the place of another one has the same owner, and no users. */
    private static String of(DatabaseTarget database) {
        return " of " + database.username();
    }

    /** The roles of all users: first those by which they log in, which are members of the others. */
    List<RoleRow> roles() throws DriverException {
        return of(target.owner());
    }

    private List<RoleRow> of(Owner owner) throws DriverException {
        return session.all(
                "look for users of database '" + target.databaseName() + "'",
                "SELECT rolname, rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls, rolcanlogin, c"
                        + " FROM pg_roles, shobj_description(oid, 'pg_authid') c WHERE starts_with(c, ?)"
                        + " AND right(c, length(?)) = ? ORDER BY c LIKE ? DESC, rolname",
                row -> new RoleRow(row.getString(1), row.getBoolean(2), row.getBoolean(3), row.getString(4)),
                UserTarget.marksOf(owner),
                of(target),
                of(target),
                "%; " + LOGIN + " of %");
    }

    /** Which rights each of the roles that have any is to have. */
    Map<String, Access> rights() throws DriverException {
        var rights = new TreeMap<String, Access>();
        for (var role : roles()) {
            access(role).ifPresent(access -> rights.put(role.name(), access));
        }
        return rights;
    }

    private Optional<Access> access(RoleRow role) {
        var comment = Objects.requireNonNullElse(role.comment(), "");
        return Arrays.stream(Access.values())
                .filter(access -> comment.endsWith("; " + access + of(target)))
                .findFirst();
    }

    /** Makes the users of another owner this target's. */
    void takeFrom(Owner other) throws DriverException {
        for (var role : of(other)) {
            var comment = Objects.requireNonNullElse(role.comment(), "");
            new Roles(session)
                    .comment(
                            role.name(),
                            UserTarget.marksOf(target.owner())
                                    + comment.substring(
                                            UserTarget.marksOf(other).length()));
        }
    }

    /** Drops those of a database that is gone. */
    void drop() throws DriverException {
        for (var role : roles()) {
            new Roles(session).drop(role.name());
        }
    }
}
