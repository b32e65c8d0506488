package com.isotoma.dboperator.operator.events;

import io.fabric8.kubernetes.api.model.HasMetadata;

/**
 * Something to say about a resource.
 *
 * @param subject the resource it is said on
 * @param reason one word in CamelCase, for programs
 * @param episode what makes this report differ from an earlier one with the same text, for example the uid of a Job
 * @param note the sentence for people: what happened, and what to do next
 */
public record Report(HasMetadata subject, Type type, String reason, String episode, String note) {
    /** Whether somebody should look. */
    public enum Type {
        NORMAL("Normal"),
        WARNING("Warning");

        private final String word;

        Type(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    public static Report normal(HasMetadata subject, String reason, String episode, String note) {
        return new Report(subject, Type.NORMAL, reason, episode, note);
    }

    public static Report warning(HasMetadata subject, String reason, String episode, String note) {
        return new Report(subject, Type.WARNING, reason, episode, note);
    }
}
