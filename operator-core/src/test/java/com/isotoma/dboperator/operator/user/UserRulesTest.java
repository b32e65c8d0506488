package com.isotoma.dboperator.operator.user;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.crds.v1alpha1.DatabaseUserStatus;
import com.isotoma.dboperator.crds.v1alpha1.RotationStatus;
import com.isotoma.dboperator.crds.v1alpha1.UserPhase;
import com.isotoma.dboperator.operator.job.Decision.CreateJob;
import com.isotoma.dboperator.operator.job.Decision.Nothing;
import com.isotoma.dboperator.operator.job.Decision.Report;
import com.isotoma.dboperator.operator.job.JobFacts;
import com.isotoma.dboperator.operator.turn.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class UserRulesTest {
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final String BASIS = "as-it-is";
    private static final UserFacts NEW = user(DatabaseUserStatus.NONE);
    private static final UserFacts MADE = user(status(UserPhase.CREATED, 1, null, BASIS, null));

    @Test
    void aNewOneIsDueAndOneThatIsMadeIsNot() {
        assertThat(waiting(NEW)).hasSize(1);
        assertThat(waiting(MADE)).isEmpty();
    }

    @Test
    void whatChangesMakesItDueAndIsAnotherJob() {
        var changed = List.of(
                user(status(UserPhase.CREATING, 1, null, BASIS, null)),
                user(status(UserPhase.CREATED, 0, null, BASIS, null)),
                user(status(UserPhase.CREATED, 1, null, "another", null)),
                user(status(UserPhase.CREATED, 1, null, BASIS, rotation("2026-01-01T11:59:59Z", null))),
                user(status(UserPhase.CREATED, 1, null, BASIS, rotation(null, "2026-01-01T11:59:59Z"))),
                asking(MADE, "again", null),
                asking(MADE, null, "rotate"));

        assertThat(changed).allSatisfy(user -> assertThat(waiting(user)).hasSize(1));
        var another =
                asking(user(new UserFacts("", "", "", "", 2, false, false, MADE.status(), null, null)), null, null);
        assertThat(Set.of(
                        job(changed.get(3)),
                        job(changed.get(4)),
                        job(changed.get(5)),
                        job(changed.get(6)),
                        job(another)))
                .hasSize(5);
    }

    @Test
    void oneWhoseJobHasFailedKeepsNobodyWaiting() {
        var failed = JobFacts.failed(job(NEW));

        assertThat(UserRules.waiting(List.of(NEW), BASIS, List.of(failed), NOW)).isEmpty();
        assertThat(UserRules.waiting(List.of(asking(NEW, "again", null)), BASIS, List.of(failed), NOW))
                .hasSize(1);
    }

    @Test
    void aRotationIsWaitedFor() {
        var later = user(status(UserPhase.CREATED, 1, null, BASIS, rotation("2026-01-01T12:05:00Z", null)));

        assertThat(waiting(later)).isEmpty();
        assertThat(UserRules.next(List.of(MADE, later), NOW)).contains(Duration.ofMinutes(5));
    }

    @Test
    void oneThatIsDeletedIsDueUntilTheDriversHaveLetGo() {
        assertThat(waiting(deleting(MADE, true))).hasSize(1);
        assertThat(waiting(deleting(MADE, false))).isEmpty();
        assertThat(UserRules.decide(deleting(MADE, false), null, "", List.of(), NOW))
                .isInstanceOf(Nothing.class);
    }

    @Test
    void withoutItsDatabaseItWaitsAndCanGo() {
        assertThat(UserRules.decide(NEW, null, "", List.of(), NOW)).isInstanceOf(Nothing.class);
        assertThat(UserRules.decide(deleting(MADE, true), null, "", List.of(), NOW))
                .isInstanceOf(CreateJob.class);
        assertThat(UserRules.decide(deleting(NEW, true), null, "", List.of(), NOW))
                .isInstanceOf(Report.class);
    }

    private static List<Turn> waiting(UserFacts user) {
        return UserRules.waiting(List.of(user), BASIS, List.of(), NOW);
    }

    private static String job(UserFacts user) {
        return waiting(user).getFirst().job().name();
    }

    private static RotationStatus rotation(@Nullable String next, @Nullable String retireAt) {
        return new RotationStatus(null, next, retireAt, null, null, null, null);
    }

    private static DatabaseUserStatus status(
            UserPhase phase,
            long generation,
            @Nullable String refreshed,
            String basis,
            @Nullable RotationStatus rotation) {
        return new DatabaseUserStatus(
                phase, null, generation, "u", null, rotation, refreshed, basis, "postgresql", null);
    }

    private static UserFacts user(DatabaseUserStatus status) {
        return user(new UserFacts("", "", "", "", 1, false, true, status, null, null));
    }

    private static UserFacts user(UserFacts like) {
        return new UserFacts(
                "reader",
                "uid-of-reader",
                "orders",
                "2026-01-01T10:00:00Z",
                like.generation(),
                like.deleting(),
                like.held(),
                like.status(),
                like.refresh(),
                like.rotate());
    }

    private static UserFacts asking(UserFacts like, @Nullable String refresh, @Nullable String rotate) {
        return user(new UserFacts(
                "", "", "", "", like.generation(), like.deleting(), like.held(), like.status(), refresh, rotate));
    }

    private static UserFacts deleting(UserFacts like, boolean held) {
        return user(new UserFacts("", "", "", "", like.generation(), true, held, like.status(), null, null));
    }
}
