/** Writing a dump to stores, in one or several copies, and saying how far that is. */
@NullMarked
package com.isotoma.dboperator.driver.transfer;

import org.jspecify.annotations.NullMarked;
