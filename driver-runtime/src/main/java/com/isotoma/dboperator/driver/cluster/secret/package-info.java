/** The Secrets of Databases: the application's, and those that hold credentials. */
@NullMarked
package com.isotoma.dboperator.driver.cluster.secret;

import org.jspecify.annotations.NullMarked;
