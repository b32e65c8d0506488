package com.isotoma.dboperator.driver.retention;

/**
 * How many backups a schedule keeps: the newest ones, and the first one of each period for so many periods after the end of its
 * own. No number is negative; 0 keeps none for that period.
 *
 * @param last of the newest; one is kept in any case
 */
public record Keep(int last, int hourly, int daily, int weekly, int monthly, int yearly) {}
