package com.isotoma.dboperator.driver.prune;

import com.isotoma.dboperator.crds.v1alpha1.RetentionStatus;
import java.util.List;

/**
 * What applying a retention came to.
 *
 * @param reason one word for programs
 * @param message the sentence for people
 * @param keptBeyond what stays although it is beyond the retention
 */
record PruneOutcome(String reason, String message, RetentionStatus status, List<LastFull.Kept> keptBeyond) {
    PruneOutcome {
        keptBeyond = List.copyOf(keptBeyond);
    }
}
