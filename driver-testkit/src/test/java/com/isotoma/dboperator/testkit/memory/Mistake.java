package com.isotoma.dboperator.testkit.memory;

/**
 * A driver with one mistake, and the test of the contract that has to notice it.
 *
 * @param what what the driver does wrong
 * @param noticedBy name of the test's method
 * @param driver the driver that does it
 */
record Mistake(String what, String noticedBy, MemoryDriver driver) {}
