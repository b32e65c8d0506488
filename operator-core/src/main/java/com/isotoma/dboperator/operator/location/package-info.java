/** The Jobs that try StorageLocations out. */
@NullMarked
package com.isotoma.dboperator.operator.location;

import org.jspecify.annotations.NullMarked;
