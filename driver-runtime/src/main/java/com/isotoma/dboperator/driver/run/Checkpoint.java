package com.isotoma.dboperator.driver.run;

/**
 * A point that a run passes. Each operation declares its own as constants; tests name the constant, people read the text.
 *
 * @param name what it is called, the same in every run: unique within an operation
 * @param text what the log says when it is passed
 */
public record Checkpoint(String name, String text) {
    /** One whose text is a constant, too. */
    public static Checkpoint of(String name, String text) {
        return new Checkpoint(name, text);
    }

    /** A remark: nothing was changed that makes a next run begin elsewhere. */
    static Checkpoint note(String text) {
        return new Checkpoint("note", text);
    }

    /** The same point, with what there is to say of it in this run. */
    public Checkpoint saying(String words) {
        return new Checkpoint(name, words);
    }

    /** Whether it is the same point, whatever is said of it. */
    public boolean is(Checkpoint other) {
        return name.equals(other.name);
    }
}
