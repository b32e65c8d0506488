package com.isotoma.dboperator.operator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class RehearsalTest {
    @Test
    void goesAsFarAsTheFirstJob() throws InterruptedException {
        var options = new Options();
        new CommandLine(options)
                .parseArgs("--identity=me", "--metrics-host=127.0.0.1", "--metrics-port=0", "--probe-port=0");

        assertThat(Rehearsal.run(Settings.of(options))).isZero();
    }
}
