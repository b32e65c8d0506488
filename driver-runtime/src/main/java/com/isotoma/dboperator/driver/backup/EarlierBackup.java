package com.isotoma.dboperator.driver.backup;

import com.isotoma.dboperator.driver.storage.Manifest;
import com.isotoma.dboperator.driver.storage.SignatureFinding;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A backup that was stored before its Backup resource came back without a status.
 *
 * @param copies one for each place, in the order of the spec; one at least is there
 */
record EarlierBackup(List<Copy> copies) {
    EarlierBackup {
        copies = List.copyOf(copies);
    }

    /**
     * A copy, as its manifest says.
     *
     * @param url of the object; where it would be if it were there
     * @param manifest null where the place has no such copy
     * @param signature what the manifest's signature is worth; null where the place asks for none
     */
    record Copy(
            String url,
            @Nullable Manifest manifest,
            @Nullable SignatureFinding signature) {
        static Copy none(String url) {
            return new Copy(url, null, null);
        }

        Optional<Manifest> stored() {
            return Optional.ofNullable(manifest);
        }
    }

    /** Whether it leaves something out because that was asked for. */
    boolean partial() {
        return first().stored()
                .filter(manifest -> !manifest.dump().omitted().nothing())
                .isPresent();
    }

    /** The first copy that is there. */
    Copy first() {
        return copies.stream().filter(c -> c.manifest() != null).findFirst().orElseThrow();
    }
}
