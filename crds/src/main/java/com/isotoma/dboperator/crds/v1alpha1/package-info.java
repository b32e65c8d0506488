/**
 * The resources of {@code db.isotoma.com/v1alpha1} as Java records: the one source from which the CRD YAML in {@code
 * crds/yaml} is generated.
 *
 * <p>Records hold data only; a field that a newer operator added is ignored on reading, so that an older driver image
 * keeps working beside a newer CRD.
 */
@NullMarked
package com.isotoma.dboperator.crds.v1alpha1;

import org.jspecify.annotations.NullMarked;
