@NullMarked
package com.isotoma.dboperator.driver.shared;

import org.jspecify.annotations.NullMarked;
