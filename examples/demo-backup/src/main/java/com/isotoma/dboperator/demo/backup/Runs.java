package com.isotoma.dboperator.demo.backup;

import com.isotoma.dboperator.demo.v1alpha1.BackupRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The list of the last runs: newest first, ten at most, one entry a Job. */
final class Runs {
    private static final int KEPT = 10;

    private Runs() {}

    static Optional<BackupRun> find(@Nullable List<BackupRun> runs, String jobUid) {
        return runs == null
                ? Optional.empty()
                : runs.stream().filter(r -> jobUid.equals(r.jobUid())).findFirst();
    }

    /** The list with {@code run} in the place of the entry of its Job, or at the front. */
    static List<BackupRun> with(@Nullable List<BackupRun> runs, BackupRun run) {
        var result = new ArrayList<BackupRun>(runs == null ? List.of() : runs);
        int known = 0;
        while (known < result.size()
                && !String.valueOf(run.jobUid()).equals(result.get(known).jobUid())) {
            known++;
        }
        if (known < result.size()) {
            result.set(known, run);
        } else {
            result.addFirst(run);
        }
        return List.copyOf(result.subList(0, Math.min(KEPT, result.size())));
    }

    static int attempts(BackupRun run) {
        var attempts = run.attempts();
        return attempts == null ? 0 : attempts;
    }
}
