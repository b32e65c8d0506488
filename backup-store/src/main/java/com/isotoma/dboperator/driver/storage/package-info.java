/**
 * Where backups are kept: streams of unknown length, up to 5 TiB, go up in parts with flat memory, and an object appears
 * only when all of it has arrived.
 */
@NullMarked
package com.isotoma.dboperator.driver.storage;

import org.jspecify.annotations.NullMarked;
