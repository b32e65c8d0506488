package com.isotoma.dboperator.operator.job;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The environment of a driver container, always in the same order. */
public final class PodEnvironment {
    private PodEnvironment() {}

    /**
     * What the Driver sets, except for the reserved names, and then what the run is told.
     *
     * @param reserved names that a Driver may not set, whether or not they are among {@code told}
     */
    public static List<EnvVar> of(@Nullable Map<String, String> driver, Set<String> reserved, List<EnvVar> told) {
        var variables = new TreeMap<String, String>();
        if (driver != null) {
            variables.putAll(driver);
        }
        variables.keySet().removeAll(reserved);
        return Stream.concat(variables.entrySet().stream().map(v -> variable(v.getKey(), v.getValue())), told.stream())
                .toList();
    }

    /** The same of plain values. */
    static List<EnvVar> of(@Nullable Map<String, String> driver, Set<String> reserved, SortedMap<String, String> told) {
        return of(
                driver,
                reserved,
                told.entrySet().stream()
                        .map(v -> variable(v.getKey(), v.getValue()))
                        .toList());
    }

    public static EnvVar variable(String name, String value) {
        return new EnvVarBuilder().withName(name).withValue(value).build();
    }

    /** A field of the pod. */
    public static EnvVar field(String name, String path) {
        return new EnvVarBuilder()
                .withName(name)
                .withNewValueFrom()
                .withNewFieldRef()
                .withFieldPath(path)
                .endFieldRef()
                .endValueFrom()
                .build();
    }

    /** A value of a Secret; the container starts without it too, and can say what is missing. */
    public static EnvVar secret(String name, String secret, String key) {
        return new EnvVarBuilder()
                .withName(name)
                .withNewValueFrom()
                .withNewSecretKeyRef(key, secret, true)
                .endValueFrom()
                .build();
    }
}
