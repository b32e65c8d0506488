package com.isotoma.dboperator.operator.job;

import com.isotoma.dboperator.crds.v1alpha1.Operation;
import com.isotoma.dboperator.operator.objects.Names;
import java.util.stream.Stream;

/** What is to be done about one resource at this moment. */
public sealed interface Decision {
    /**
     * Start this Job. Creating it twice is prevented by its name, which is the same whenever the same episode is
     * decided upon.
     *
     * @param subject what it works on
     */
    record CreateJob(String name, Operation operation, Subject subject) implements Decision {
        /**
         * The Job of an episode. Its name is a function of what makes the episode: two operators, or one with a stale
         * cache, decide upon the same name, and the API server lets only one of them through.
         */
        public static CreateJob of(Operation operation, Subject subject, String... episode) {
            var parts = Stream.concat(Stream.of(operation.word()), Stream.of(episode));
            var name = Names.job(subject.name(), operation.word(), parts.toArray(String[]::new));
            return new CreateJob(name, operation, subject);
        }
    }

    /** Something is due, and something else has to end first; the reason says what. */
    record Wait(String reason) implements Decision {}

    /** Another resource is served first, and the turn comes by itself; the message says what it waits for. */
    record Waits(String message) implements Decision {}

    /** Nothing is due until somebody changes something; the reason says why. */
    record Nothing(String reason) implements Decision {}

    /** Nothing can be done, and only a person can change that: tell them. */
    record Report(String reason, String message) implements Decision {}
}
