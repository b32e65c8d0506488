package com.isotoma.dboperator.driver.operation;

/** The process is killed: nothing of the code under test catches this. */
final class Killed extends Error {
    private static final long serialVersionUID = 1L;

    /** Kills at the step with this number, from 1. */
    static Steps at(int number) {
        var left = new int[] {number};
        return step -> {
            if (--left[0] == 0) {
                throw new Killed();
            }
        };
    }

    /** Kills at the first step that begins like this. */
    static Steps at(String beginning) {
        return step -> {
            if (step.startsWith(beginning)) {
                throw new Killed();
            }
        };
    }
}
