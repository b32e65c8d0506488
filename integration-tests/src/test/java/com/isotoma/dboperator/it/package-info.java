/** Tests of the whole: real API server, real database servers, a real object store. */
@NullMarked
package com.isotoma.dboperator.it;

import org.jspecify.annotations.NullMarked;
