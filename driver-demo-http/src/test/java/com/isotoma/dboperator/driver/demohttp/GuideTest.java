package com.isotoma.dboperator.driver.demohttp;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.crds.v1alpha1.Driver;
import com.isotoma.dboperator.driver.spi.DriverApi;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The guide for authors of drivers says what the code says. */
class GuideTest {
    private final String guide = Files.readString(Path.of("..", "docs", "writing-a-driver.md"));

    GuideTest() throws IOException {}

    @Test
    void everyJavaFragmentStandsInTheSources() throws IOException {
        var sources = new StringBuilder();
        try (var files = Files.walk(Path.of("src"))) {
            for (var file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                sources.append(oneSpaced(Files.readString(file))).append('\n');
            }
        }

        assertThat(fragments("java"))
                .hasSizeGreaterThan(5)
                .allSatisfy(fragment -> assertThat(sources).contains(oneSpaced(fragment)));
    }

    @Test
    void theDriverResourceIsOne() {
        var driver = Serialization.unmarshal(fragments("yaml").getFirst(), Driver.class);

        assertThat(driver.getSpec().image()).endsWith("driver-demo-http:0.1.0");
        assertThat(driver.getMetadata().getName()).isEqualTo("demo-http");
    }

    @Test
    void noMethodOfTheContractIsLeftOut() {
        assertThat(Arrays.stream(DriverApi.class.getDeclaredMethods())
                        .map(Method::getName)
                        .distinct())
                .allSatisfy(name -> assertThat(guide).contains("`" + name + "`"));
    }

    private List<String> fragments(String language) {
        return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                .matcher(guide)
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    private static String oneSpaced(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }
}
