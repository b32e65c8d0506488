package com.isotoma.dboperator.demo.operator.backup;

import static com.isotoma.dboperator.demo.operator.backup.ManualFacts.Job.FINISHED;
import static com.isotoma.dboperator.demo.operator.backup.ManualFacts.Job.FOREIGN;
import static com.isotoma.dboperator.demo.operator.backup.ManualFacts.Job.LEAVING;
import static com.isotoma.dboperator.demo.operator.backup.ManualFacts.Job.NONE;
import static com.isotoma.dboperator.demo.operator.backup.ManualFacts.Job.UNFINISHED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.isotoma.dboperator.demo.operator.backup.ManualStep.Blocked;
import com.isotoma.dboperator.demo.operator.backup.ManualStep.Idle;
import com.isotoma.dboperator.demo.operator.backup.ManualStep.RemoveJob;
import com.isotoma.dboperator.demo.operator.backup.ManualStep.Served;
import com.isotoma.dboperator.demo.operator.backup.ManualStep.StartJob;
import com.isotoma.dboperator.demo.operator.backup.ManualStep.WaitForJob;
import com.isotoma.dboperator.demo.operator.backup.ManualStep.WaitUntil;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ManualRulesTest {
    private static final Instant NOW = Instant.parse("2026-04-20T02:59:43Z");
    private static final Instant PAST = NOW.minusSeconds(1);
    private static final Instant FUTURE = NOW.plusSeconds(1);

    @ParameterizedTest(name = "{0}")
    @MethodSource("table")
    void saysWhatTheRequestAsksFor(String situation, ManualFacts facts, ManualStep step) {
        assertThat(ManualRules.decide(facts)).isEqualTo(step);
    }

    static Stream<Arguments> table() {
        return Stream.of(
                arguments("no request", facts(null, null, null, NONE, null), new Idle()),
                arguments("no request, a Job runs", facts(null, null, "a", UNFINISHED, "a"), new Idle()),
                arguments("a first request", facts("a", null, null, NONE, null), new StartJob("a")),
                arguments("its moment has come", facts("a", NOW, null, NONE, null), new StartJob("a")),
                arguments("its moment has passed", facts("a", PAST, null, NONE, null), new StartJob("a")),
                arguments("its moment is to come", facts("a", FUTURE, null, NONE, null), new WaitUntil(FUTURE)),
                arguments(
                        "its moment is to come, an old Job is left",
                        facts("b", FUTURE, "a", FINISHED, "a"),
                        new WaitUntil(FUTURE)),
                arguments("its Job runs", facts("a", null, null, UNFINISHED, "a"), new Served("a")),
                arguments("its Job has ended", facts("a", null, null, FINISHED, "a"), new Served("a")),
                arguments("its Job is being removed", facts("a", null, null, LEAVING, "a"), new Served("a")),
                arguments("it was served, the Job is gone", facts("a", null, "a", NONE, null), new Served("a")),
                arguments("it was served, a stranger's Job", facts("a", null, "a", FOREIGN, null), new Served("a")),
                arguments("it was served, now for later", facts("a", FUTURE, "a", NONE, null), new Served("a")),
                arguments("another request", facts("b", null, "a", NONE, null), new StartJob("b")),
                arguments(
                        "another request, the old Job runs", facts("b", null, "a", UNFINISHED, "a"), new WaitForJob()),
                arguments("another request, the old Job goes", facts("b", null, "a", LEAVING, "a"), new WaitForJob()),
                arguments(
                        "another request, the old Job has ended",
                        facts("b", null, "a", FINISHED, "a"),
                        new RemoveJob()),
                arguments("back to an earlier request", facts("a", null, "b", FINISHED, "b"), new RemoveJob()),
                arguments("a Job without a request", facts("a", null, null, FINISHED, null), new RemoveJob()),
                arguments("a stranger's Job", facts("a", null, null, FOREIGN, null), new Blocked()));
    }

    private static ManualFacts facts(
            @Nullable String request,
            @Nullable Instant notBefore,
            @Nullable String served,
            ManualFacts.Job job,
            @Nullable String jobRequest) {
        return new ManualFacts(request, notBefore, served, job, jobRequest, NOW);
    }
}
