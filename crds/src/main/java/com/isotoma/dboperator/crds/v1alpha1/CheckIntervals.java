package com.isotoma.dboperator.crds.v1alpha1;

import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How often something is checked, as specs say it: minutes, hours or days, such as {@code 30m}. */
final class CheckIntervals {
    /** What the schemas ask for as well. */
    static final String PATTERN = "^[1-9][0-9]{0,3}[mhd]$";

    /** The same for what can be turned off. */
    static final String OR_NEVER = "^(0|[1-9][0-9]{0,3}[mhd])$";

    private static final Pattern TEXT = Pattern.compile(PATTERN);
    private static final Duration HOUR = Duration.ofHours(1);

    private CheckIntervals() {}

    /** An hour where nothing is said; what slipped past validation counts as nothing. */
    static Duration of(@Nullable String text) {
        return of(text, HOUR);
    }

    /** The same with another default. */
    static Duration of(@Nullable String text, Duration otherwise) {
        if (text == null || !TEXT.matcher(text).matches()) {
            return otherwise;
        }
        int number = Integer.parseInt(text.substring(0, text.length() - 1));
        return switch (text.charAt(text.length() - 1)) {
            case 'm' -> Duration.ofMinutes(number);
            case 'h' -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }
}
