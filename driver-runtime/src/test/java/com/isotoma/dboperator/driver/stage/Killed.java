package com.isotoma.dboperator.driver.stage;

import com.isotoma.dboperator.driver.run.Checkpoint;
import com.isotoma.dboperator.driver.run.Steps;

/** The process is killed: nothing of the code under test catches this. */
public final class Killed extends Error {
    private static final long serialVersionUID = 1L;

    /** Kills at the step with this number, from 1. */
    public static Steps at(int number) {
        var left = new int[] {number};
        return step -> {
            if (--left[0] == 0) {
                throw new Killed();
            }
        };
    }

    /** Kills at that checkpoint. */
    public static Steps at(Checkpoint last) {
        return step -> {
            if (step.is(last)) {
                throw new Killed();
            }
        };
    }
}
