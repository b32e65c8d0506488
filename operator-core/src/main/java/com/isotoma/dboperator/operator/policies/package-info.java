/** Whether the admission policies hold without which operator and drivers could do more than they are meant to. */
@NullMarked
package com.isotoma.dboperator.operator.policies;

import org.jspecify.annotations.NullMarked;
