package com.isotoma.dboperator.it;

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

/** The guide for authors of drivers says what the template has, and the template is of this version. */
class DriverGuideTest {
    private final Path template = Workspace.root().resolve("driver-template");
    private final String guide = Files.readString(Workspace.root().resolve("docs/writing-a-driver.md"));

    DriverGuideTest() throws IOException {}

    @Test
    void everyJavaFragmentStandsInTheSources() throws IOException {
        var sources = new StringBuilder();
        try (var files = Files.walk(template.resolve("src"))) {
            for (var file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                sources.append(oneSpaced(Files.readString(file))).append('\n');
            }
        }

        assertThat(fragments("java"))
                .hasSizeGreaterThan(5)
                .allSatisfy(fragment -> assertThat(sources).contains(oneSpaced(fragment)));
    }

    @Test
    void theDriverResourceIsTheOneOfTheTemplate() throws IOException {
        var yaml = fragments("yaml").getFirst();

        assertThat(yaml).isEqualTo(Files.readString(template.resolve("deploy/driver.yaml")));
        assertThat(Serialization.unmarshal(yaml, Driver.class).getSpec().image())
                .isEqualTo("registry.example.com/driver-pigeonhole:1.0.0");
    }

    @Test
    void theTemplateIsBuiltWithThisVersionAndThesePlugins() throws IOException {
        var project = Files.readString(Workspace.root().resolve("pom.xml"));
        var pom = Files.readString(template.resolve("pom.xml"));

        assertThat(pom).contains("<db-operator.version>" + firstOf("<version>([^<]+)</version>", project) + "<");
        for (var plugin : List.of("compiler", "surefire", "jar", "resources", "dependency")) {
            var version = firstOf("<maven." + plugin + ".version>([^<]+)<", project);
            assertThat(firstOf("maven-" + plugin + "-plugin</artifactId>\\s*<version>([^<]+)<", pom))
                    .as(plugin)
                    .isEqualTo(version);
        }
    }

    private static String firstOf(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
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
