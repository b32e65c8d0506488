package com.isotoma.dboperator.testkit.memory;

import com.isotoma.dboperator.driver.spi.Contents;
import com.isotoma.dboperator.driver.spi.CreateRequest;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.spi.ServerInfo;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/** Mistakes in which account evaluates what an application has made. */
final class MistakesOfTrust {
    private static final String NOTICED = "nothingThatTheApplicationMadeIsRunByTheAdmin";

    private static void evaluate(MemoryDriver driver, Connection connection, DatabaseTarget target)
            throws DriverException {
        var answer = connection.ask("evaluate", driver.place(target)).getFirst();
        if (!answer.equals("ok")) {
            throw DriverException.internal(Reasons.INTERNAL_ERROR, answer, null);
        }
    }

    /** Has what it counts evaluated. */
    private static final class Counting extends MemoryDriver {
        @Override
        long count(Connection connection, DatabaseTarget target) throws DriverException {
            evaluate(this, connection, target);
            return super.count(connection, target);
        }
    }

    /** Has what it dumps evaluated. */
    private static final class Dumping extends MemoryDriver {
        @Override
        Contents export(Connection connection, DatabaseTarget target, OutputStream sink)
                throws DriverException, IOException {
            evaluate(this, connection, target);
            return super.export(connection, target, sink);
        }
    }

    /** Has what it restores evaluated. */
    private static final class Restoring extends MemoryDriver {
        @Override
        void fill(Connection connection, DatabaseTarget target, InputStream source)
                throws DriverException, IOException {
            super.fill(connection, target, source);
            evaluate(this, connection, target);
        }
    }

    /** Has what is there evaluated when it sets a password. */
    private static final class Creating extends MemoryDriver {
        @Override
        public ServerInfo create(CreateRequest request) throws DriverException, InterruptedException {
            var made = super.create(request);
            var unused = ask(request.target(), connection -> {
                evaluate(this, connection, request.target());
                return true;
            });
            return made;
        }
    }

    static final List<Mistake> ALL = List.of(
            new Mistake("the admin counts what an application made", NOTICED, new Counting()),
            new Mistake("the admin dumps it", NOTICED, new Dumping()),
            new Mistake("the admin restores it", NOTICED, new Restoring()),
            new Mistake("the admin looks at it when a database is made again", NOTICED, new Creating()));

    private MistakesOfTrust() {}
}
