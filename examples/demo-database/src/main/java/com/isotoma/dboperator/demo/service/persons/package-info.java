/** The persons: what they are now, on the disk and in memory, and the last changes. */
@NullMarked
package com.isotoma.dboperator.demo.service.persons;

import org.jspecify.annotations.NullMarked;
