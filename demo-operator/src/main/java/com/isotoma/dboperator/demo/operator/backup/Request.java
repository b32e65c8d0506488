package com.isotoma.dboperator.demo.operator.backup;

import com.isotoma.dboperator.demo.v1alpha1.DatabaseBackupSpec;
import com.isotoma.dboperator.demo.v1alpha1.DemoReasons;
import com.isotoma.dboperator.demo.v1alpha1.ManualTrigger;
import com.isotoma.dboperator.demo.v1alpha1.Repository;
import com.isotoma.dboperator.demo.v1alpha1.ScheduledTrigger;
import com.isotoma.dboperator.driver.support.Labels;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the triggers of a spec ask for. */
final class Request {
    private static final int DIGITS = 16;

    private Request() {}

    /** The trigger, if it asks for a backup: it is enabled and names a repository. */
    static Optional<ManualTrigger> manual(DatabaseBackupSpec spec) {
        return Optional.ofNullable(spec.manualTrigger())
                .filter(trigger -> enabled(trigger.enabled()) && names(trigger.repo()));
    }

    /** The same of the one by schedule. */
    static Optional<ScheduledTrigger> scheduled(DatabaseBackupSpec spec) {
        return Optional.ofNullable(spec.scheduledTrigger())
                .filter(trigger -> enabled(trigger.enabled()) && names(trigger.repo()));
    }

    /** What makes a request on its own: another repository or another time is another request. */
    static String id(ManualTrigger trigger) {
        return Labels.hash(Objects.requireNonNullElse(trigger.repo(), "") + "\n"
                        + Objects.requireNonNullElse(trigger.time(), ""))
                .substring(0, DIGITS);
    }

    /**
     * When the backup may start; null for at once.
     *
     * @throws NotPossible if the time is none
     */
    static @Nullable Instant notBefore(ManualTrigger trigger) {
        var time = trigger.time();
        try {
            return time == null || time.isEmpty()
                    ? null
                    : OffsetDateTime.parse(time).toInstant();
        } catch (DateTimeException e) {
            throw new NotPossible(
                    DemoReasons.TIME_INVALID,
                    "manualTrigger.time is '" + time + "', which is no moment: write it as in 2026-04-20T02:59:43Z",
                    e);
        }
    }

    /** @throws NotPossible if there is none of that name */
    static Repository repository(DatabaseBackupSpec spec, @Nullable String name) {
        return spec.repos().stream()
                .filter(repository -> repository.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new NotPossible(
                        DemoReasons.REPOSITORY_UNKNOWN,
                        "none of the repos is named '" + name + "': give the trigger the name of one"));
    }

    private static boolean enabled(@Nullable Boolean enabled) {
        return !Boolean.FALSE.equals(enabled);
    }

    private static boolean names(@Nullable String repository) {
        return repository != null && !repository.isBlank();
    }
}
