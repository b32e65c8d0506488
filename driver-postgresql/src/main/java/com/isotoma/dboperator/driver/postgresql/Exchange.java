package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.util.HexFormat;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The transaction in which two databases change names and owners. It needs both to be without sessions. The server keeps
 * new ones waiting while it waits for the old ones to go, and a second session ends these meanwhile; so nothing has to be
 * closed before, and nothing stays closed after a run that fails or is cut off. No session is ended before the
 * transaction has its lock on the database.
 *
 * @param target whose place is to be taken
 * @param replacement by whose data, which belongs to the target's role already
 * @param connector for the second session
 * @param session a session of the admin on the maintenance database who may act for both roles
 */
record Exchange(DatabaseTarget target, DatabaseTarget replacement, Connector connector, Session session) {
    private static final int ROUND_MILLISECONDS = 100;
    /** New sessions wait behind a lock that is waited for, so not for long. */
    private static final String LOCK_TIMEOUT = "SET LOCAL lock_timeout = '3s'";

    void run(DatabaseRow current) throws DriverException, InterruptedException {
        int process = session.processId();
        try (var ender = connector.maintenance();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Boolean> exchange = threads.submit(() -> {
                session.inTransaction(() -> exchange(current));
                return true;
            });
            var locks = new DatabaseLocks(ender, process);
            var databases = new Databases(ender);
            String waitsFor = "";
            do {
                if (locks.hasTaken(target.databaseName())) {
                    databases.endSessions(target.databaseName());
                    databases.endSessions(replacement.databaseName());
                }
                var holders = locks.holders();
                waitsFor = holders.isEmpty() ? waitsFor : holders;
            } while (!isDone(exchange, waitsFor));
        }
    }

    private boolean isDone(Future<Boolean> exchange, String waitsFor) throws DriverException, InterruptedException {
        try {
            return exchange.get(ROUND_MILLISECONDS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof DriverException cause) {
                throw explained(cause, waitsFor);
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private DriverException explained(DriverException cause, String waitsFor) {
        if (!cause.reason().equals(Reasons.IN_USE)) {
            // A connection that breaks leaves open what became of the transaction.
            return cause.kind() == DriverException.Kind.USER ? cause.withNothingChanged() : cause;
        }
        if (waitsFor.isEmpty()) {
            return cause.withNothingChanged();
        }
        return new DriverException(
                        cause.kind(),
                        cause.reason(),
                        cause.getMessage() + ". Database '" + target.databaseName() + "' is as it was. End " + waitsFor,
                        cause)
                .withNothingChanged();
    }

    private void exchange(DatabaseRow current) throws DriverException {
        session.run("prepare the exchange", LOCK_TIMEOUT);
        var databases = new Databases(session);
        var name = target.databaseName();
        var between = "db_operator_replace_" + HexFormat.of().toHexDigits(ServerLock.key("replace", name));
        var properties = DatabaseProperties.of(name, session);
        databases.rename(name, between);
        databases.rename(replacement.databaseName(), name);
        databases.rename(between, replacement.databaseName());
        databases.give(name, target.username());
        databases.give(replacement.databaseName(), replacement.username());
        databases.limitConnections(name, current.connectionLimit());
        databases.isolate(name);
        properties.apply(name, session);
        databases.describe(name, target.owner());
        new Roles(session).markReplaced(replacement.username(), target.owner());
    }
}
