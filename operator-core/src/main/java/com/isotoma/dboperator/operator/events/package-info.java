/** What the operator has to say about a resource, said in Events, sparingly. */
@NullMarked
package com.isotoma.dboperator.operator.events;

import org.jspecify.annotations.NullMarked;
