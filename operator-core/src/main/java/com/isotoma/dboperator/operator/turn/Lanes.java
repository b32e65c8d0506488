package com.isotoma.dboperator.operator.turn;

import com.google.common.util.concurrent.Striped;
import java.time.Duration;
import java.util.concurrent.locks.Lock;
import java.util.function.Supplier;

/**
 * One lane for each Database: whatever is decided about it and about its Backups is decided one after the other, so that
 * two threads of this process cannot start two Jobs for it.
 */
public final class Lanes {
    private static final int STRIPES = 256;
    private final Striped<Lock> locks = Striped.lock(STRIPES);

    public Duration in(String namespace, String database, Supplier<Duration> work) {
        var lock = locks.get(namespace + "/" + database);
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
