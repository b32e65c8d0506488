/**
 * The resources of the demo, {@code database.sample.third.party/v1alpha1}: a cluster of the demo HTTP database, and backups
 * of it. The one source from which {@code crds/yaml/demo} is generated. The operator's core knows nothing of them.
 */
@NullMarked
package com.isotoma.dboperator.demo.v1alpha1;

import org.jspecify.annotations.NullMarked;
