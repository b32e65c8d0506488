/** DatabaseBackups: the Job and the CronJob that make them, and what is said about the triggers. */
@NullMarked
package com.isotoma.dboperator.demo.operator.backup;

import org.jspecify.annotations.NullMarked;
