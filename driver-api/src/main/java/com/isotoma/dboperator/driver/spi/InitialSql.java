package com.isotoma.dboperator.driver.spi;

import org.jspecify.annotations.Nullable;

/**
 * SQL that is run once in a database that was made: {@code spec.initSql}. Its text form shows neither the password nor the SQL.
 *
 * @param target the database, which {@link DriverApi#create} has made
 * @param userPassword the password of the application's user, as whom it is run, and never as the admin
 * @param sql one or more statements, as a person wrote them
 * @param login by which of {@link DriverApi#logins} it is run; null for the first
 */
public record InitialSql(
        DatabaseTarget target,
        String userPassword,
        String sql,
        @Nullable String login) {

    /** What is run by the first login. */
    public InitialSql(DatabaseTarget target, String userPassword, String sql) {
        this(target, userPassword, sql, null);
    }

    /** The login and its password, where {@code first} is the first one. */
    public Credentials account(String first) {
        return new Credentials(login == null ? first : login, userPassword);
    }

    /** What became of SQL whose run was cut off. */
    public enum State {
        /** All of it was run. */
        DONE,
        /** Nothing of it has been kept. */
        NOT_DONE,
        /** The server does not say, or some of it may have been run. */
        UNKNOWN
    }

    /** Is told right before the server is changed. */
    @FunctionalInterface
    public interface Begun {
        /**
         * Keeps the token, by which {@link DriverApi#initialSqlState} says later what became of it.
         *
         * @param token short, not blank and without a secret
         */
        void as(String token);
    }

    @Override
    public String toString() {
        return "InitialSql[" + target.databaseName() + "]";
    }
}
