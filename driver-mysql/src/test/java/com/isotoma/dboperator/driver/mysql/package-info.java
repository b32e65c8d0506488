@NullMarked
package com.isotoma.dboperator.driver.mysql;

import org.jspecify.annotations.NullMarked;
