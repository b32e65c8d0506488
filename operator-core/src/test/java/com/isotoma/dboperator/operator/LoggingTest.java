package com.isotoma.dboperator.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

class LoggingTest {
    @ParameterizedTest
    @EnumSource(LogFormat.class)
    void whatOthersChoseIsOneLineAndSteersNoTerminal(LogFormat format) {
        var written = new ByteArrayOutputStream();
        var before = System.out;
        System.setOut(new PrintStream(written, true, StandardCharsets.UTF_8));
        try {
            Logging.configure(format, "info");
            LoggerFactory.getLogger(LoggingTest.class).info("Driver {} is not there", "a\nb\u001b[31m\u2028c%n${x}");
        } finally {
            System.setOut(before);
            Logging.configure(LogFormat.text, "info");
        }
        assertThat(written.toString(StandardCharsets.UTF_8).lines())
                .singleElement()
                .asString()
                .contains("Driver a")
                .doesNotContain("\u001b");
    }
}
