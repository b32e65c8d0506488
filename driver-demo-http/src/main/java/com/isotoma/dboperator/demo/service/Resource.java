package com.isotoma.dboperator.demo.service;

import java.io.IOException;
import java.util.List;

/** What answers the requests below one address. Safe for use by many threads. */
interface Resource {
    /**
     * Answers a request.
     *
     * @param rest the segments of the path below this resource's own address
     * @throws Refusal for an answer that is an error
     * @throws IOException when the disk fails, or the client went away
     */
    Response handle(Request request, List<String> rest) throws IOException, Refusal;
}
