package com.isotoma.dboperator.demo.operator.backup;

import com.isotoma.dboperator.operator.status.Verdict;

/** What is asked for cannot be done until a person changes something. */
final class NotPossible extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String reason;
    private final String text;

    NotPossible(String reason, String text) {
        super(text);
        this.reason = reason;
        this.text = text;
    }

    NotPossible(String reason, String text, Throwable cause) {
        super(text, cause);
        this.reason = reason;
        this.text = text;
    }

    Verdict verdict() {
        return Verdict.no(reason, text);
    }
}
