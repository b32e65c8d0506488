package com.isotoma.dboperator.it;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What tools that wait for resources make of them: kstatus itself, and the script for Argo CD in its own Lua, both in the
 * program of the folder {@code health}.
 */
final class HealthProgram {
    private static final Path SOURCE = Path.of("health").toAbsolutePath();
    private static final Path PROGRAM = Path.of("target", "health").toAbsolutePath();
    private static final Path SCRIPT = Path.of("../examples/argocd/health.lua").toAbsolutePath();

    private HealthProgram() {}

    /**
     * What the tools say of one resource.
     *
     * @param kstatus InProgress, Current, Failed or Terminating
     * @param argo Progressing, Healthy, Degraded or Suspended
     */
    record Health(String kstatus, String argo) {}

    /** Builds the program. With these flags most of what it needs is compiled already, for the local cluster. */
    static void build() throws IOException, InterruptedException {
        var end = Program.run(
                "env",
                "CGO_ENABLED=0",
                "GOTOOLCHAIN=local",
                "GOFLAGS=-buildvcs=false -mod=readonly",
                "go",
                "build",
                "-C",
                SOURCE.toString(),
                "-trimpath",
                "-gcflags=all=-dwarf=false -l",
                "-o",
                PROGRAM.toString(),
                ".");
        if (end.status() != 0) {
            throw new IllegalStateException("the program health was not built: " + end.output());
        }
    }

    /** The health of each, in the same order. */
    static List<Health> of(List<GenericKubernetesResource> resources) throws IOException, InterruptedException {
        var json = resources.stream().map(Serialization::asJson).collect(Collectors.joining("\n"));
        var end = Program.run(json.getBytes(StandardCharsets.UTF_8), List.of(PROGRAM.toString(), SCRIPT.toString()));
        if (end.status() != 0) {
            throw new IllegalStateException(end.output());
        }
        return end.output()
                .lines()
                .map(line -> line.split(" ", -1))
                .map(words -> new Health(words[2], words[3]))
                .toList();
    }

    /** What a condition of a resource says; an empty map where it has none of that type. */
    static Map<?, ?> condition(GenericKubernetesResource resource, String type) {
        return resource.get("status", "conditions") instanceof List<?> conditions
                ? conditions.stream()
                        .filter(c -> c instanceof Map<?, ?> condition && type.equals(condition.get("type")))
                        .map(c -> (Map<?, ?>) c)
                        .findFirst()
                        .orElse(Map.of())
                : Map.of();
    }
}
