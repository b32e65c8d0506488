/** A driver for databases of the Pigeonhole server. Made of the template that comes with db-operator. */
@NullMarked
package com.example.pigeonhole;

import org.jspecify.annotations.NullMarked;
