/** StorageLocations: when each is tried out, by which Job and with which rights. */
@NullMarked
package com.isotoma.dboperator.operator.location;

import org.jspecify.annotations.NullMarked;
