package com.isotoma.dboperator.driver.run;

import java.util.Map;
import java.util.Optional;

/**
 * A variable of the environment that an operation reads. One that is blank counts as not set.
 *
 * @param name as the environment has it
 * @param meaning for {@code --help}; a line break begins a further line
 * @param required whether a run without it is refused before anything is done
 */
public record Variable(String name, String meaning, boolean required) {
    public static Variable required(String name, String meaning) {
        return new Variable(name, meaning, true);
    }

    public static Variable optional(String name, String meaning) {
        return new Variable(name, meaning, false);
    }

    /** Its value. */
    public Optional<String> in(Map<String, String> environment) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    /** The value of one that is required. */
    public String of(RunContext context) {
        return in(context.environment()).orElseThrow(() -> new IllegalStateException(name + " is not set"));
    }
}
