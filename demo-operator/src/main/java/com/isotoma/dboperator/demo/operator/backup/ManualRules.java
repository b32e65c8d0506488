package com.isotoma.dboperator.demo.operator.backup;

/**
 * One Job for each request, and never a second one, whatever becomes of the first.
 *
 * <p>The Job carries its request, and the request is written into the status once the Job exists. So a run that is cut off
 * in between is taken up by the next, and a Job that is deleted later is not made again.
 */
final class ManualRules {
    private ManualRules() {}

    /** Pure: the same facts give the same step. */
    public static ManualStep decide(ManualFacts facts) {
        var request = facts.request();
        if (request == null) {
            return new ManualStep.Idle();
        }
        if (request.equals(facts.served()) || request.equals(facts.jobRequest())) {
            return new ManualStep.Served(request);
        }
        if (facts.notBefore() != null && facts.now().isBefore(facts.notBefore())) {
            return new ManualStep.WaitUntil(facts.notBefore());
        }
        return switch (facts.job()) {
            case NONE -> new ManualStep.StartJob(request);
            case FOREIGN -> new ManualStep.Blocked();
            case LEAVING, UNFINISHED -> new ManualStep.WaitForJob();
            case FINISHED -> new ManualStep.RemoveJob();
        };
    }
}
