/** The operator: it looks at phases and creates Jobs, and writes neither Databases nor Backups. */
@NullMarked
package com.isotoma.dboperator.operator;

import org.jspecify.annotations.NullMarked;
