/** The Jobs that run drivers: how they look, and how one is started exactly once. {@code Launcher} carries out what rules decide. */
@NullMarked
package com.isotoma.dboperator.operator.job;

import org.jspecify.annotations.NullMarked;
