package com.isotoma.dboperator.driver.schedule;

import com.isotoma.dboperator.driver.run.Checkpoint;

/** The checkpoints of a schedule. */
public final class ScheduleCheckpoints {
    public static final Checkpoint ASKED = Checkpoint.of("schedule.asked", "The Backup is asked for");

    private ScheduleCheckpoints() {}
}
