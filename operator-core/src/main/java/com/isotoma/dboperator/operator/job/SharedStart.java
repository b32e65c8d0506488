package com.isotoma.dboperator.operator.job;

import com.isotoma.dboperator.crds.contract.Assignment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.List;
import java.util.function.Consumer;

/**
 * How a Job is started that serves a server, and not its own Database alone.
 *
 * @param server what stands for the server, as a label of the Job has it
 * @param others what else it is given from its beginning
 * @param started called with the Job when there is one, whether or not it is shared
 */
public record SharedStart(String server, List<Assignment> others, Consumer<Job> started) {}
