/** DatabaseServers: when each is asked, by which Job and with which rights, and which Databases keep it. */
@NullMarked
package com.isotoma.dboperator.operator.server;

import org.jspecify.annotations.NullMarked;
