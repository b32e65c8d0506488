package com.isotoma.dboperator.demo.service.replication;

import java.io.IOException;
import java.net.URI;

/** Knows where the leader is now. It may be elsewhere each time. */
@FunctionalInterface
public interface LeaderFinder {
    /**
     * The leader's address, as {@code http://host:port}. Ends within seconds, and at once when the thread is interrupted.
     *
     * @throws IOException when nobody knows; try again
     */
    URI find() throws IOException, InterruptedException;
}
