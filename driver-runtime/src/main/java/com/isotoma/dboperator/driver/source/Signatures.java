package com.isotoma.dboperator.driver.source;

import com.isotoma.dboperator.driver.cluster.status.SignatureState;
import com.isotoma.dboperator.driver.storage.SignatureFinding;
import org.jspecify.annotations.Nullable;

/** What resources say of the signatures of manifests. */
public final class Signatures {
    private Signatures() {}

    /** What a condition says; null, which is nothing, where no signature is asked for. */
    public static @Nullable SignatureState state(@Nullable SignatureFinding finding) {
        return finding == null ? null : new SignatureState(finding.valid(), finding.reason(), finding.message());
    }
}
