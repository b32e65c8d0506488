package com.isotoma.dboperator.testkit;

import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.Settings;
import java.util.HashMap;
import java.util.Map;

/** A target that differs from another in one thing. */
public final class Targets {
    private Targets() {}

    /** With more or other keys in {@code spec.connect}. */
    public static DatabaseTarget connecting(DatabaseTarget target, Map<String, Object> more) {
        var values = new HashMap<>(target.connect().values());
        values.putAll(more);
        return new DatabaseTarget(
                target.owner(),
                target.databaseName(),
                target.username(),
                new Settings(target.connect().path(), values),
                target.options(),
                target.admin());
    }

    /** With these keys of {@code spec.options} alone. */
    public static DatabaseTarget with(DatabaseTarget target, Map<String, Object> options) {
        return new DatabaseTarget(
                target.owner(),
                target.databaseName(),
                target.username(),
                target.connect(),
                new Settings(target.options().path(), options),
                target.admin());
    }

    /** With another admin. */
    public static DatabaseTarget as(Credentials admin, DatabaseTarget target) {
        return new DatabaseTarget(
                target.owner(), target.databaseName(), target.username(), target.connect(), target.options(), admin);
    }

    /** With the same admin and a password that is not theirs, but one that a policy would take. */
    public static DatabaseTarget withWrongAdminPassword(DatabaseTarget target) {
        return as(new Credentials(target.admin().username(), "Wrong#Password 1"), target);
    }
}
