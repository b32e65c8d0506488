package com.isotoma.dboperator.driver.spi;

/**
 * What a dump came to.
 *
 * @param server what the server said of itself
 * @param contents what is in the dump, counted in the dump itself: a count on the server would be of another moment
 */
public record DumpReport(ServerInfo server, Contents contents) {}
