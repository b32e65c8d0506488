package com.isotoma.dboperator.demo.operator.cluster;

import com.isotoma.dboperator.demo.v1alpha1.DatabaseCluster;

/** Names and numbers that a cluster's objects have to agree on. Every object has the name of its cluster. */
final class ClusterNames {
    static final int PORT = 8089;
    static final String PORT_NAME = "http";
    static final String CONTAINER = "database";

    private ClusterNames() {}

    static String of(DatabaseCluster cluster) {
        return cluster.getMetadata().getName();
    }

    /** The pod that leads. */
    static String leader(DatabaseCluster cluster) {
        return of(cluster) + "-0";
    }

    /** Where the members that serve are found, inside Kubernetes. */
    static String service(DatabaseCluster cluster) {
        return of(cluster) + "." + cluster.getMetadata().getNamespace() + ".svc:" + PORT;
    }
}
