package com.isotoma.dboperator.driver.rotate;

import com.isotoma.dboperator.crds.v1alpha1.DatabaseStatus;
import com.isotoma.dboperator.crds.v1alpha1.Operation;
import com.isotoma.dboperator.driver.cluster.DatabaseHandle;
import com.isotoma.dboperator.driver.cluster.EventRecorder;
import com.isotoma.dboperator.driver.cluster.status.Conditions;
import com.isotoma.dboperator.driver.run.DatabaseOperation;
import com.isotoma.dboperator.driver.run.RunContext;
import com.isotoma.dboperator.driver.spi.DriverApi;
import com.isotoma.dboperator.driver.spi.DriverException;

/** {@code rotate}: changes the password by which applications log in, or ends the one of before. */
public final class RotateHandler extends DatabaseOperation {
    @Override
    public String word() {
        return Operation.ROTATE.word();
    }

    @Override
    public String help() {
        return "Gives the applications of a Database another password, and ends the one of before when that is due.";
    }

    @Override
    protected void work(RunContext context, DatabaseHandle database, DriverApi driver)
            throws DriverException, InterruptedException {
        context.get(RotateOperation.class).run(database, driver);
    }

    /** The Database is as ready as it was: its applications go on with what they have. */
    @Override
    protected void report(RunContext context, DatabaseHandle database, DriverException e) {
        var before = Conditions.find(database.status().conditions(), DatabaseStatus.PASSWORD_ROTATED);
        var message = String.valueOf(e.getMessage());
        database.update(s -> s.passwordRotated(false, e.reason(), message));
        if (before.filter(c -> e.reason().equals(c.getReason()) && "False".equals(c.getStatus()))
                .isEmpty()) {
            context.get(EventRecorder.class).warning(database, e.reason(), message);
        }
    }
}
