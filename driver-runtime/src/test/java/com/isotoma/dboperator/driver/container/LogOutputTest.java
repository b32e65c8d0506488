package com.isotoma.dboperator.driver.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The program of a driver's image, with the libraries that the author of a driver may put beside it. */
class LogOutputTest {
    private static final Path OLDER =
            Path.of("target", "older", "slf4j-api.jar").toAbsolutePath();
    /** There is no driver among the classes of this test. */
    private static final String LOGGED = "no driver is on the class path";

    private static final String SILENT = "This driver logs nothing: ";

    @Test
    void theProgramAsItIsLogs() throws Exception {
        assertThat(errors(classPath(""))).contains(LOGGED).doesNotContain(SILENT);
    }

    @Test
    void anOlderSlf4jBeforeItIsNamedWithTheRemedy() throws Exception {
        assertThat(errors(OLDER + File.pathSeparator + classPath("")))
                .contains(SILENT)
                .contains("SLF4J 1.7.36")
                .contains("slf4j-api.jar")
                .contains("driver-bom");
    }

    @Test
    void aMissingProviderIsNamed() throws Exception {
        assertThat(errors(classPath("slf4j-simple"))).contains(SILENT).contains("slf4j-simple");
    }

    @Test
    void anOlderSlf4jAfterItChangesNothing() throws Exception {
        assertThat(errors(classPath("") + File.pathSeparator + OLDER))
                .contains(LOGGED)
                .doesNotContain(SILENT);
    }

    /** Of this test's, without the jars whose name begins like this. */
    private static String classPath(String without) {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> without.isEmpty()
                        || !Path.of(entry).getFileName().toString().startsWith(without))
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** What a run without any environment says. */
    private static String errors(String classPath) throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command = new ProcessBuilder(java, "-XX:TieredStopAtLevel=1", "-cp", classPath, Main.class.getName());
        command.environment().keySet().removeIf(name -> name.startsWith("DB_OPERATOR_"));
        command.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        var process = command.start();
        try (var errors = process.getErrorStream()) {
            return new String(errors.readAllBytes(), StandardCharsets.UTF_8);
        } finally {
            process.destroyForcibly();
        }
    }
}
