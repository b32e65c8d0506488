/** The cluster as it is known without asking. */
@NullMarked
package com.isotoma.dboperator.operator.view;

import org.jspecify.annotations.NullMarked;
