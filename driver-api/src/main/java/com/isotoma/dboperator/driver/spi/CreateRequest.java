package com.isotoma.dboperator.driver.spi;

/**
 * What {@link DriverApi#create} is asked for. Its text form does not show the password.
 *
 * @param target the database
 * @param userPassword the password that the application's user is to have: ASCII letters and digits
 * @param adoptExisting whether to take up a database or user of that name that somebody else made
 */
public record CreateRequest(DatabaseTarget target, String userPassword, boolean adoptExisting) {
    @Override
    public String toString() {
        return "CreateRequest[" + target + ", adoptExisting=" + adoptExisting + "]";
    }
}
