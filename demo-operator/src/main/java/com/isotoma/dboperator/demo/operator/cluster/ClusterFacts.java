package com.isotoma.dboperator.demo.operator.cluster;

import java.util.List;

/**
 * What is known about the members of a cluster.
 *
 * @param wanted how many there should be
 * @param current whether the counts are those of the wanted StatefulSet and not of an earlier version of it
 * @param members how many there are
 * @param ready how many of them serve
 * @param updated how many of them are as the spec wants them
 * @param waiting names of the pods that do not serve, in order
 */
record ClusterFacts(int wanted, boolean current, int members, int ready, int updated, List<String> waiting) {}
