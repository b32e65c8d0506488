package com.isotoma.dboperator.demo.operator.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.isotoma.dboperator.demo.v1alpha1.ManualTrigger;
import com.isotoma.dboperator.demo.v1alpha1.ScheduledTrigger;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestTest {
    @ParameterizedTest(name = "enabled {0}, repo {1}: {2}")
    @CsvSource({
        ",      plain, true",
        "true,  plain, true",
        "false, plain, false",
        ",      '',    false",
        ",      ' ',   false",
        ",      ,      false",
        "true,  ,      false"
    })
    void isMadeByATriggerThatIsEnabledAndNamesARepository(
            @Nullable Boolean enabled, @Nullable String repo, boolean made) {
        var spec = Samples.spec(
                null, new ManualTrigger(enabled, null, repo), new ScheduledTrigger(enabled, "0 0 * * *", repo));

        assertThat(Request.manual(spec).isPresent()).isEqualTo(made);
        assertThat(Request.scheduled(spec).isPresent()).isEqualTo(made);
    }

    @Test
    void isNotMadeWithoutATrigger() {
        assertThat(Request.manual(Samples.spec(null, null, null))).isEmpty();
        assertThat(Request.scheduled(Samples.spec(null, null, null))).isEmpty();
    }

    @Test
    void differsByRepositoryAndTimeAlone() {
        var first = Request.id(new ManualTrigger(true, "2026-04-20T02:59:43Z", "plain"));

        assertThat(Request.id(new ManualTrigger(null, "2026-04-20T02:59:43Z", "plain")))
                .isEqualTo(first);
        assertThat(Request.id(new ManualTrigger(true, "2026-04-20T02:59:44Z", "plain")))
                .isNotEqualTo(first);
        assertThat(Request.id(new ManualTrigger(true, null, "plain"))).isNotEqualTo(first);
        assertThat(Request.id(new ManualTrigger(true, "2026-04-20T02:59:43Z", "full")))
                .isNotEqualTo(first);
    }

    @Test
    void mayNotStartBeforeItsTimeInWhateverZone() {
        assertThat(Request.notBefore(new ManualTrigger(null, "2022-12-15T02:59:43.1Z", "plain")))
                .isEqualTo(Instant.parse("2022-12-15T02:59:43.100Z"));
        assertThat(Request.notBefore(new ManualTrigger(null, "2022-12-15T02:59:43+02:00", "plain")))
                .isEqualTo(Instant.parse("2022-12-15T00:59:43Z"));
        assertThat(Request.notBefore(new ManualTrigger(null, null, "plain"))).isNull();
    }

    @Test
    void namesATimeThatDoesNotExist() {
        assertThatThrownBy(() -> Request.notBefore(new ManualTrigger(null, "2026-02-30T00:00:00Z", "plain")))
                .isInstanceOfSatisfying(NotPossible.class, e -> {
                    assertThat(e.verdict().reason()).isEqualTo("TimeInvalid");
                    assertThat(e.verdict().message()).contains("2026-02-30T00:00:00Z", "write it as in");
                });
    }

    @Test
    void findsTheRepositoryByItsName() {
        var spec = Samples.spec(null, null, null);

        assertThat(Request.repository(spec, "plain")).isEqualTo(Samples.PLAIN);
        assertThatThrownBy(() -> Request.repository(spec, "none"))
                .isInstanceOfSatisfying(
                        NotPossible.class, e -> assertThat(e.verdict().reason()).isEqualTo("RepositoryUnknown"));
    }
}
