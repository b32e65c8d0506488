package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverException;
import java.util.HexFormat;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The transaction in which two databases change names and owners. It needs both to be without sessions. The server keeps
 * new ones waiting while it waits for the old ones to go, and a second session ends these meanwhile; so nothing has to be
 * closed before, and nothing stays closed after a run that is cut off.
 *
 * @param target whose place is to be taken
 * @param replacement by whose data, which belongs to the target's role already
 * @param connector for the second session
 * @param session a session of the admin on the maintenance database who may act for both roles
 */
record Exchange(DatabaseTarget target, DatabaseTarget replacement, Connector connector, Session session) {
    private static final int ROUND_MILLISECONDS = 100;

    void run(DatabaseRow current) throws DriverException, InterruptedException {
        try (var ender = connector.maintenance();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Boolean> exchange = threads.submit(() -> {
                session.inTransaction(() -> exchange(current));
                return true;
            });
            var databases = new Databases(ender);
            do {
                databases.endSessions(target.databaseName());
                databases.endSessions(replacement.databaseName());
            } while (!isDone(exchange));
        }
    }

    private static boolean isDone(Future<Boolean> exchange) throws DriverException, InterruptedException {
        try {
            return exchange.get(ROUND_MILLISECONDS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof DriverException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private void exchange(DatabaseRow current) throws DriverException {
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
