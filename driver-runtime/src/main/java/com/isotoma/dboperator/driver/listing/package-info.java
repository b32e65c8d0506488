/** What a bucket has, told from the manifests in it alone: needs no cluster and no database server. */
@NullMarked
package com.isotoma.dboperator.driver.listing;

import org.jspecify.annotations.NullMarked;
