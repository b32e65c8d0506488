package com.isotoma.dboperator.driver.run;

import com.isotoma.dboperator.driver.spi.DriverException;

/** How a run ends, as the Job's pod failure policy understands it. */
public enum ExitStatus {
    /** Done, or somebody else did it. */
    DONE(0),
    /** Failed in a way that another attempt may mend. */
    TRY_AGAIN(1),
    /** Started wrongly: the environment or the class path is at fault. */
    USAGE(2),
    /** The user has to change something first; conditions say what. */
    USER_MISTAKE(3);

    private final int code;

    ExitStatus(int code) {
        this.code = code;
    }

    /** The end of a run that failed with {@code e}. */
    public static ExitStatus of(DriverException e) {
        return e.kind() == DriverException.Kind.USER ? USER_MISTAKE : TRY_AGAIN;
    }

    public int code() {
        return code;
    }
}
