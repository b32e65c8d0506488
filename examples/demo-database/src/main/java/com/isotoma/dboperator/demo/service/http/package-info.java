/** How a request comes in and an answer goes out: addresses, routes, JSON. Knows nothing of what is stored. */
@NullMarked
package com.isotoma.dboperator.demo.service.http;

import org.jspecify.annotations.NullMarked;
