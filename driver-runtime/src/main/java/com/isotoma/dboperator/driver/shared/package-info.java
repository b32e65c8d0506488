/** Runs that serve several Databases of a server: what they are given besides their own work, and how they do it. */
@NullMarked
package com.isotoma.dboperator.driver.shared;

import org.jspecify.annotations.NullMarked;
