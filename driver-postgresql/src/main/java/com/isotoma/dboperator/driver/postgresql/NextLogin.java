package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;

/**
 * Tries a login that is to follow another one. The server's pg_hba.conf may name logins.
 *
 * @param group the role that all logins are members of
 * @param session a session of the admin outside the database
 */
record NextLogin(DatabaseTarget target, String group, Connector connector, Session session) {

    /** What keeps the one of now out from here too says nothing of the next. */
    void requireTaken(Credentials current, Credentials next) throws DriverException {
        try {
            logIn(next);
        } catch (DriverException e) {
            if (e.kind() != DriverException.Kind.USER) {
                throw e;
            }
            if (isTaken(current)) {
                new Roles(session).lockOut(next.username());
                throw new DriverException(
                        DriverException.Kind.USER,
                        Reasons.ROTATION_FAILED,
                        "The server lets role '" + current.username() + "' log in to database '"
                                + target.databaseName() + "', and not role '"
                                + next.username() + "', which is to follow (" + ServerWords.saidBy(e)
                                + "). Nothing changes for applications. Let pg_hba.conf take both, or"
                                + " +" + Quoting.identifier(group) + " for all of these logins",
                        e);
            }
        }
    }

    private boolean isTaken(Credentials login) throws DriverException {
        try {
            logIn(login);
            return true;
        } catch (DriverException e) {
            if (e.kind() != DriverException.Kind.USER) {
                throw e;
            }
            return false;
        }
    }

    /** As its application does; what that one has made does not run by that. */
    private void logIn(Credentials login) throws DriverException {
        connector.application(target.databaseName(), login).close();
    }
}
