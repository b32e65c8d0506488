package com.isotoma.dboperator.crds.v1alpha1;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Spells constants as resources do: BACKUP_REQUESTED as BackupRequested. */
final class PhaseNames {
    private PhaseNames() {}

    static String spelled(Enum<?> phase) {
        return Arrays.stream(phase.name().split("_", -1))
                .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining());
    }
}
