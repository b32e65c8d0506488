package com.isotoma.dboperator.testkit;

import com.isotoma.dboperator.driver.spi.Capability;
import com.isotoma.dboperator.driver.spi.CreateRequest;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverApi;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.util.List;

/**
 * One call of a driver, for what every method that asks the server promises.
 *
 * @param name of the method
 * @param mayAskNobody whether the method may do without the server, so that no fault of the network reaches it
 */
record Call(String name, boolean mayAskNobody, Action action) {
    static final String BACKUP = "backup";
    static final String RESTORE = "restore";
    private static final String REPLACE = "replace";

    @FunctionalInterface
    interface Action {
        /**
         * Makes the call.
         *
         * @param target is there, with data
         * @param other is there, with data as well, but empty for {@link #RESTORE}
         */
        void make(DriverApi driver, DatabaseTarget target, DatabaseTarget other) throws Exception;
    }

    /** One of each method that the driver has. */
    static List<Call> ofEachMethod(DriverApi driver, byte[] dump) {
        var calls = all(dump);
        return driver.capabilities().contains(Capability.REPLACEMENT)
                ? calls
                : calls.stream().filter(call -> !call.name().equals(REPLACE)).toList();
    }

    private static List<Call> all(byte[] dump) {
        return List.of(
                needed("probe", (driver, target, other) -> driver.probe(target)),
                optional("warnings", (driver, target, other) -> driver.warnings(target)),
                needed("presence", (driver, target, other) -> driver.presence(target)),
                needed(
                        "create",
                        (driver, target, other) ->
                                driver.create(new CreateRequest(target, DriverUnderTest.PASSWORD, false))),
                needed(BACKUP, (driver, target, other) -> driver.backup(target, OutputStream.nullOutputStream())),
                optional("estimatedDumpBytes", (driver, target, other) -> driver.estimatedDumpBytes(target)),
                needed(RESTORE, (driver, target, other) -> driver.restore(other, new ByteArrayInputStream(dump))),
                needed("isEmpty", (driver, target, other) -> driver.isEmpty(target)),
                needed("contents", (driver, target, other) -> driver.contents(target)),
                optional("requireReplaceable", (driver, target, other) -> driver.requireReplaceable(target)),
                needed(REPLACE, (driver, target, other) -> driver.replace(target, other)),
                needed("drop", (driver, target, other) -> driver.drop(target)));
    }

    private static Call needed(String name, Action action) {
        return new Call(name, false, action);
    }

    private static Call optional(String name, Action action) {
        return new Call(name, true, action);
    }

    @Override
    public String toString() {
        return name;
    }
}
