/** What keeps data on a disk and takes it from one service to another: files that change whole, and exports. */
@NullMarked
package com.isotoma.dboperator.demo.service.storage;

import org.jspecify.annotations.NullMarked;
