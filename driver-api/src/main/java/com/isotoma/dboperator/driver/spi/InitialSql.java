package com.isotoma.dboperator.driver.spi;

/**
 * SQL that is run once in a database that was made: {@code spec.initSql}. Its text form shows neither the password nor the SQL.
 *
 * @param target the database, which {@link DriverApi#create} has made
 * @param userPassword the password of the application's user, as whom it is run, and never as the admin
 * @param sql one or more statements, as a person wrote them
 */
public record InitialSql(DatabaseTarget target, String userPassword, String sql) {

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
