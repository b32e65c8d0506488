package com.isotoma.dboperator.crds.v1alpha1;

import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The names of the ConfigMaps that a spec refers to, in the namespace of its resource. */
public final class ConfigMapReferences {
    private ConfigMapReferences() {}

    public static NavigableSet<String> of(DatabaseSpec spec) {
        var names = of(spec.tls());
        if (spec.initSql() != null && spec.initSql().configMapKeyRef() != null) {
            names.add(spec.initSql().configMapKeyRef().name());
        }
        return names;
    }

    /** Those of a server, which are in the operator's namespace. */
    public static NavigableSet<String> of(DatabaseServerSpec spec) {
        return of(spec.tls());
    }

    /** Those of {@code tls}; none where there is no such part. */
    public static NavigableSet<String> of(@Nullable TlsSpec tls) {
        var names = new TreeSet<String>();
        if (tls != null && tls.caCertificate() != null && tls.caCertificate().configMapKeyRef() != null) {
            names.add(tls.caCertificate().configMapKeyRef().name());
        }
        return names;
    }
}
