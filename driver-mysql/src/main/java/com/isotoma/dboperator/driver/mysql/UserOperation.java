package com.isotoma.dboperator.driver.mysql;

import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.spi.UserRequest;
import com.isotoma.dboperator.driver.spi.UserTarget;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings one further user of a database to what is asked for, or takes it away. */
record UserOperation(Session session, UserTarget user) {
    private static final Logger log = LoggerFactory.getLogger(UserOperation.class);
    private static final int NAMED = 5;

    void ensure(UserRequest request) throws DriverException, InterruptedException {
        var target = user.database();
        Databases.requireOwned(session, target);
        var claims = new UserClaims(session);
        claims.prepare();
        claim(claims);
        var account = account();
        var max = DatabaseOptions.of(target.options()).maxUserConnections(session);
        var trial = Connector.trial(target);
        var login = request.account();
        var current = request.current();
        if (current == null || !account.present()) {
            account.ensure(login.password(), request.overlap(), max, trial);
        } else {
            begin(current, login, trial);
        }
        session.run("unlock the user '" + user.username() + "'", "ALTER USER ?@'%' ACCOUNT UNLOCK", user.username());
        if (account.grantOnly(privileges(), target.databaseName())) {
            // A session keeps the rights on the database that it uses.
            new Eviction(session, Endpoint.of(target.connect())).endSessions(login);
        }
    }

    /** What is in force already is not set again, which a server with a password history would refuse. */
    private void begin(Credentials current, Credentials next, Account.Trial trial)
            throws DriverException, InterruptedException {
        boolean both =
                trial.accepts(user.username(), next.password()) && trial.accepts(user.username(), current.password());
        if (!both) {
            new DualPassword(session, user.username()).begin(current, next, trial);
        }
    }

    private void claim(UserClaims claims) throws DriverException {
        var name = user.username();
        if (claims.of(name).isEmpty()) {
            if (account().exists() || new Claims(session).ofUser(name).isPresent()) {
                throw conflict("an account '" + name + "' exists and was not made for it");
            }
            claims.add(user);
        }
        var mark = claims.of(name).orElse("");
        if (!mark.equals(user.mark())) {
            throw conflict("the account '" + name + "' belongs to another one (" + mark + ")");
        }
    }

    private DriverException conflict(String why) {
        return Claims.conflict(
                "The user '" + user.name() + "' cannot be made: " + why + ". Give the DatabaseUser another name");
    }

    private String privileges() {
        return switch (user.access()) {
            case OWNER -> Account.PRIVILEGES;
            case READ_WRITE ->
                "SELECT, INSERT, UPDATE, DELETE, SHOW VIEW, EXECUTE, CREATE TEMPORARY TABLES, LOCK TABLES";
            case READ_ONLY -> "SELECT, SHOW VIEW";
        };
    }

    void drop() throws DriverException {
        var claims = new UserClaims(session);
        if (claims.of(user.username()).filter(user.mark()::equals).isEmpty()) {
            return;
        }
        if (account().present()) {
            session.run("lock the user '" + user.username() + "'", "ALTER USER ?@'%' ACCOUNT LOCK", user.username());
            endSessions();
            requireNoDefinitions();
        }
        account().drop();
        claims.remove(user.username());
    }

    private Account account() {
        return new Account(session, user.username());
    }

    /** An admin of a managed service may not end them; then they go on until they end by themselves. */
    private void endSessions() throws DriverException {
        var ids = session.rows(
                "list sessions", "SELECT id FROM information_schema.processlist WHERE user = ?", 1, user.username());
        for (var id : ids) {
            try {
                session.run("end a session", "KILL " + Long.parseLong(id.getFirst()));
            } catch (DriverException e) {
                log.info("A session of '{}' goes on: {}", user.username(), e.getMessage());
            }
        }
    }

    /** They would not work any more, and on MySQL the account cannot be dropped. */
    private void requireNoDefinitions() throws DriverException {
        var database = user.database().databaseName();
        var definer = user.username() + "@%";
        var found = session
                .rows(
                        "look for what '" + user.username() + "' has defined",
                        """
                SELECT CONCAT('view ', table_name) FROM information_schema.views WHERE table_schema = ? AND definer = ?
                UNION ALL SELECT CONCAT(LOWER(routine_type), ' ', routine_name) FROM information_schema.routines
                  WHERE routine_schema = ? AND definer = ?
                UNION ALL SELECT CONCAT('trigger ', trigger_name) FROM information_schema.triggers
                  WHERE trigger_schema = ? AND definer = ?
                UNION ALL SELECT CONCAT('event ', event_name) FROM information_schema.events
                  WHERE event_schema = ? AND definer = ?
                """,
                        1,
                        database,
                        definer,
                        database,
                        definer,
                        database,
                        definer,
                        database,
                        definer)
                .stream()
                .map(List::getFirst)
                .toList();
        if (!found.isEmpty()) {
            throw DriverException.user(
                    Reasons.IN_USE,
                    "The account '" + user.username() + "' is locked and not dropped, since it is the definer of "
                            + String.join(", ", found.subList(0, Math.min(NAMED, found.size())))
                            + (found.size() > NAMED ? " and " + (found.size() - NAMED) + " more" : "")
                            + " in database '" + database
                            + "': make them again by the login of the Database, or drop them, and it goes");
        }
    }

    /** What is not to be in any message. */
    static Set<String> secrets(UserRequest request) {
        var current = request.current();
        return current == null
                ? Set.of(request.account().password())
                : Set.copyOf(List.of(request.account().password(), current.password()));
    }
}
