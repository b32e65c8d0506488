package com.isotoma.dboperator.driver.restore;

import com.isotoma.dboperator.driver.cluster.DatabaseHandle;
import com.isotoma.dboperator.driver.cluster.LostRaceException;
import com.isotoma.dboperator.driver.cluster.RestoreHandle;
import com.isotoma.dboperator.driver.transfer.CancelledException;
import com.isotoma.dboperator.driver.transfer.Reached;
import com.isotoma.dboperator.driver.transfer.Watched;

/** A restore written down in its Restore resource. It is wanted as long as that and its Database are. */
record RestoreRecord(DatabaseHandle database, RestoreHandle restore) implements Watched {
    @Override
    public String name() {
        return "Restore " + restore.name();
    }

    @Override
    public void progress(Reached reached) {
        restore.update(s -> s.progress(reached.text(), reached.percent(), reached.bytesPerSecond()));
    }

    @Override
    public boolean cancelled() {
        if (!restore.refresh() || restore.deletionRequested() || !database.refresh() || database.deletionRequested()) {
            return true;
        }
        // Other tools that write the resource take it off.
        restore.hold();
        return false;
    }

    /**
     * Reads anew.
     *
     * @throws CancelledException when it is not wanted any more
     * @throws LostRaceException when another run has taken it over
     */
    void requireWanted() {
        if (cancelled()) {
            throw new CancelledException(name());
        }
    }
}
