package com.isotoma.dboperator.demo.service.http;

import java.io.IOException;

/** What answers the requests of a route. Safe for use by many threads. */
@FunctionalInterface
public interface Handler {
    /**
     * Answers a request.
     *
     * @throws Refusal for an answer that is an error
     * @throws IOException when the disk fails, or the client went away
     */
    Response handle(Request request) throws IOException, Refusal;
}
