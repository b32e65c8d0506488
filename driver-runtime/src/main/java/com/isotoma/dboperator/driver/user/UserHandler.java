package com.isotoma.dboperator.driver.user;

import com.isotoma.dboperator.crds.contract.RunVariables;
import com.isotoma.dboperator.crds.v1alpha1.Operation;
import com.isotoma.dboperator.driver.cluster.ClusterClient;
import com.isotoma.dboperator.driver.cluster.DatabaseHandle;
import com.isotoma.dboperator.driver.cluster.EventRecorder;
import com.isotoma.dboperator.driver.cluster.UserHandle;
import com.isotoma.dboperator.driver.run.DatabaseOperation;
import com.isotoma.dboperator.driver.run.RunContext;
import com.isotoma.dboperator.driver.run.Variable;
import com.isotoma.dboperator.driver.spi.DriverApi;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code user}: brings the account of one DatabaseUser to what it asks for, or removes it. */
public final class UserHandler extends DatabaseOperation {
    private static final Variable USER = Variable.required(RunVariables.USER, "name of the DatabaseUser");

    @Override
    public String word() {
        return Operation.USER.word();
    }

    @Override
    public String help() {
        return "Makes the account and the Secret of a DatabaseUser, changes them, or removes them.";
    }

    @Override
    protected List<Variable> ownVariables() {
        return List.of(USER);
    }

    @Override
    protected String details(Map<String, String> environment) {
        return USER.in(environment).map(name -> ", DatabaseUser " + name).orElse("");
    }

    @Override
    protected void work(RunContext context, DatabaseHandle database, DriverApi driver)
            throws DriverException, InterruptedException {
        var user = find(context);
        if (user.isEmpty()) {
            context.steps().note("Nothing to do: there is no such DatabaseUser");
        } else if (user.get().deletionRequested()) {
            context.get(UserRemoval.class).run(database, user.get(), driver);
        } else {
            context.get(UserOperation.class).run(database, user.get(), driver);
        }
    }

    @Override
    protected void workWithoutDatabase(RunContext context) {
        find(context).ifPresent(context.get(UserRemoval.class)::runWithoutDatabase);
    }

    @Override
    protected void report(RunContext context, DatabaseHandle database, DriverException e) {
        find(context).ifPresent(user -> {
            var message = (user.deletionRequested() ? "The deletion is held up: " : "") + e.getMessage();
            if (e.reason().equals(Reasons.ROTATION_FAILED)) {
                // Its applications go on with what they have.
                user.update(s -> s.passwordRotated(false, e.reason(), message));
            } else {
                user.update(s -> s.failed(e, message));
            }
            context.get(EventRecorder.class).failing(user, user.status().conditions(), e.reason(), message);
        });
    }

    private static Optional<UserHandle> find(RunContext context) {
        return UserHandle.find(
                context.get(ClusterClient.class), context.clock(), NAMESPACE.of(context), USER.of(context));
    }
}
