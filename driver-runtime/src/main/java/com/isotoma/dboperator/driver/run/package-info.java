/** What an operation is: the contract of handlers, of ours and of those that an image adds. */
@NullMarked
package com.isotoma.dboperator.driver.run;

import org.jspecify.annotations.NullMarked;
