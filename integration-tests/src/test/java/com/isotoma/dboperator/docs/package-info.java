/** Tests that the documentation says what the software does. */
@NullMarked
package com.isotoma.dboperator.docs;

import org.jspecify.annotations.NullMarked;
