package com.isotoma.dboperator.operator.schedule;

import com.isotoma.dboperator.operator.status.Verdict;

/** A schedule that cannot be kept until a person changes it. */
final class WrongSchedule extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;
    private final String text;

    WrongSchedule(String reason, String text) {
        super(text);
        this.reason = reason;
        this.text = text;
    }

    Verdict verdict() {
        return Verdict.no(reason, text);
    }
}
