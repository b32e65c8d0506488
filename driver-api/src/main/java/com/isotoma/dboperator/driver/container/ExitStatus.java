package com.isotoma.dboperator.driver.container;

/** How a run ends, as the Job's pod failure policy understands it. */
enum ExitStatus {
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

    int code() {
        return code;
    }
}
