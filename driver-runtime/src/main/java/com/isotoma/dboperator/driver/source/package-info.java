/** Reading a stored backup and judging what was read. */
@NullMarked
package com.isotoma.dboperator.driver.source;

import org.jspecify.annotations.NullMarked;
