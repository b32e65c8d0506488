package com.isotoma.dboperator.operator.rbac;

/** Rights cannot be given: something that is not the operator's has their name, or they are gone for good. */
public final class AccessConflict extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String text;

    public AccessConflict(String text) {
        super(text);
        this.text = text;
    }

    /** What is in the way, and what to do about it. */
    @Override
    public String getMessage() {
        return text;
    }
}
