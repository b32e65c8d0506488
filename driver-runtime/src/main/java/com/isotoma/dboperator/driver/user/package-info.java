/** {@code user}: brings the account of one DatabaseUser to what it asks for, or removes it. */
@NullMarked
package com.isotoma.dboperator.driver.user;

import org.jspecify.annotations.NullMarked;
