package com.isotoma.dboperator.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How often the application's password is changed, and how long the one of before goes on. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "!has(self.interval) || duration(self.interval) >= duration('1m')"
                + " && duration(self.interval) <= duration('87600h')",
        message = "interval is shorter than a minute or longer than ten years (87600h)",
        fieldPath = ".interval")
@ValidationRule(
        value = "!has(self.overlap) || duration(self.overlap) >= duration('10s')"
                + " && duration(self.overlap) <= duration('8760h')",
        message = "overlap is shorter than ten seconds or longer than a year (8760h)",
        fieldPath = ".overlap")
@ValidationRule(
        value = "!has(self.interval) || (has(self.overlap) ? duration(self.overlap) : duration('1h'))"
                + " < duration(self.interval)",
        message =
                "overlap (1h where none is given) is not shorter than interval: the password of before would still hold"
                        + " when the next rotation begins",
        fieldPath = ".overlap")
public record RotationSpec(
        @JsonPropertyDescription(
                "How long after one rotation the next begins, such as 720h: from 1m to 87600h. Default: only when"
                        + " the annotation db.isotoma.com/rotate has a new value.")
        @Nullable
        @Pattern(RotationSpec.DURATION)
        @Size(min = 2, max = 32)
        String interval,

        @JsonPropertyDescription(
                "How long the password of before goes on, from 10s to 8760h, and shorter than interval. Applications"
                        + " have to read the Secret again within it. Default: 1h.")
        @Nullable
        @Pattern(RotationSpec.DURATION)
        @Size(min = 2, max = 32)
        String overlap) {
    static final String DURATION = "^([0-9]{1,6}h)?([0-9]{1,8}m)?([0-9]{1,9}s)?$";

    /** A rotation that was asked for alone. */
    public static final RotationSpec NONE = new RotationSpec(null, null);

    private static final Duration DEFAULT_OVERLAP = Duration.ofHours(1);

    /** Between two rotations; empty where they are asked for one by one. */
    public Optional<Duration> between() {
        return Optional.ofNullable(interval).map(RotationSpec::read);
    }

    /** How long the password of before goes on. */
    public Duration effectiveOverlap() {
        return overlap == null ? DEFAULT_OVERLAP : read(overlap);
    }

    /** Of what the pattern lets through, which the API server has compared already. */
    private static Duration read(String text) {
        return Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
    }
}
