/** How all members of a cluster have the same persons: the leader tells its changes, and followers ask for them. */
@NullMarked
package com.isotoma.dboperator.demo.service.replication;

import org.jspecify.annotations.NullMarked;
