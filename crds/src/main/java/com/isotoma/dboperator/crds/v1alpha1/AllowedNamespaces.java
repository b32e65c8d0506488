package com.isotoma.dboperator.crds.v1alpha1;

import java.util.List;

/** The lists of namespaces that may use a resource without a namespace. */
final class AllowedNamespaces {
    /** What allows every namespace. */
    static final String EVERY = "*";

    private AllowedNamespaces() {}

    static boolean allow(List<String> allowed, String namespace) {
        return allowed.contains(EVERY) || allowed.contains(namespace);
    }
}
