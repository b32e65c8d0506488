package com.isotoma.dboperator.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class SettingsTest {
    @Test
    void defaultsAreThoseOfTheHelp() {
        var settings = parse();
        assertThat(settings.controllers().operatorNamespace()).isEqualTo("db-operator-system");
        assertThat(settings.controllers().namespaces()).isEmpty();
        assertThat(settings.controllers().leaderElection()).isTrue();
        assertThat(settings.controllers().threads()).isEqualTo(8);
        assertThat(settings.metricsHost()).isEqualTo("0.0.0.0");
        assertThat(settings.metricsPort()).isEqualTo(8080);
        assertThat(settings.probePort()).isEqualTo(8081);
        assertThat(settings.jobs().backoffLimit()).isEqualTo(3);
        assertThat(settings.jobs().timeToLive()).isEqualTo(Duration.ofSeconds(60));
        assertThat(settings.jobs().createDeadline()).isEqualTo(Duration.ofMinutes(15));
        assertThat(settings.jobs().backupDeadline()).isEqualTo(Duration.ofHours(24));
    }

    @Test
    void everyOptionIsTakenOver() {
        var settings = parse(
                "--namespace=ops",
                "--namespaces=a,b, c",
                "--metrics-host=::1",
                "--metrics-port=0",
                "--probe-port=1234",
                "--job-ttl=5s",
                "--job-backoff-limit=0",
                "--create-deadline=1m",
                "--backup-deadline=2h",
                "--leader-election=false",
                "--threads=1");
        assertThat(settings.controllers().namespaces()).containsExactly("a", "b", "c");
        assertThat(settings.controllers().leaderElection()).isFalse();
        assertThat(settings.controllers().threads()).isEqualTo(1);
        assertThat(settings.jobs().operatorNamespace()).isEqualTo("ops");
        assertThat(settings.jobs().backoffLimit()).isZero();
        assertThat(settings.jobs().timeToLive()).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.jobs().createDeadline()).isEqualTo(Duration.ofMinutes(1));
        assertThat(settings.jobs().backupDeadline()).isEqualTo(Duration.ofHours(2));
        assertThat(settings.metricsHost()).isEqualTo("::1");
        assertThat(settings.metricsPort()).isZero();
        assertThat(settings.probePort()).isEqualTo(1234);
    }

    @ParameterizedTest
    @CsvSource({"60, 60", "60s, 60", "15m, 900", "24h, 86400", "1h30m, 5400", "PT2M, 120"})
    void durationsMayBeWrittenInSeveralWays(String text, long seconds) {
        assertThat(parse("--job-ttl=" + text).jobs().timeToLive()).hasSeconds(seconds);
    }

    @Test
    void allFaultsAreToldTogetherWithOptionValueAndRemedy() {
        assertThatThrownBy(() -> parse(
                        "--namespace=Not_One",
                        "--namespaces=ok,UPPER",
                        "--metrics-port=70000",
                        "--threads=0",
                        "--job-ttl=soon",
                        "--create-deadline=0",
                        "--job-backoff-limit=-1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(
                        "--namespace is 'Not_One'",
                        "--namespaces is 'UPPER'",
                        "--metrics-port is 70000",
                        "--threads is 0",
                        "--job-ttl is 'soon'",
                        "write 60, 60s, 15m or 24h",
                        "--create-deadline is '0'",
                        "--job-backoff-limit is -1");
    }

    @Test
    void aFaultEndsTheProcessWithTwoAndTheUsage() {
        var errors = new StringWriter();
        var code = new CommandLine(new OperatorMain())
                .setErr(new PrintWriter(errors))
                .execute("--job-ttl=soon", "--identity=x");
        assertThat(code).isEqualTo(2);
        assertThat(errors.toString()).contains("--job-ttl is 'soon'").contains("Usage:");
    }

    private static Settings parse(String... arguments) {
        var options = new Options();
        var withIdentity = new String[arguments.length + 1];
        withIdentity[0] = "--identity=me";
        System.arraycopy(arguments, 0, withIdentity, 1, arguments.length);
        new CommandLine(options).parseArgs(withIdentity);
        return Settings.of(options);
    }
}
