/** Reading resources such that one which cannot be read holds up no other: what the operator and the runs of drivers share. */
@NullMarked
package com.isotoma.dboperator.crds.read;

import org.jspecify.annotations.NullMarked;
