package com.isotoma.dboperator.driver.spi;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Free-form keys of a spec, read with errors that name the field, the value and the remedy.
 *
 * @param path where they stand, for messages: {@code spec.connect}
 * @param values key to text, number, boolean, list or map; never null
 * @param fields where a key stands, for messages, if it does not stand in {@code path}: {@code spec.tls.caCertificate}
 */
public record Settings(String path, Map<String, Object> values, Map<String, String> fields) {
    public Settings {
        values = Map.copyOf(values);
        fields = Map.copyOf(fields);
    }

    /** Keys that all stand in {@code path}. */
    public Settings(String path, Map<String, Object> values) {
        this(path, values, Map.of());
    }

    /** Refuses keys that the driver does not read, which are most often typing mistakes. */
    public void allowOnly(Collection<? extends Setting> known) throws DriverException {
        var keys = known.stream().map(Setting::key).collect(Collectors.toCollection(TreeSet::new));
        var unknown = new TreeSet<>(values.keySet());
        unknown.removeAll(keys);
        if (!unknown.isEmpty()) {
            throw invalid(
                    unknown.first(), "is not known to this driver, which knows " + keys + ": correct or remove it");
        }
    }

    /** The text of {@code key}; a number or boolean is taken as its text. Empty when absent. */
    public Optional<String> text(String key) throws DriverException {
        var value = values.get(key);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof String || value instanceof Number || value instanceof Boolean) {
            return Optional.of(value.toString());
        }
        throw invalid(key, "must be a text");
    }

    /** The text of that key; a number or boolean is taken as its text. Empty when absent. */
    public Optional<String> text(Setting.Text setting) throws DriverException {
        return text(setting.key());
    }

    /** The text of that key, which must be there and not be blank. */
    public String requiredText(Setting.Text setting) throws DriverException {
        return requiredText(setting.key());
    }

    /** The whole number of that key, within its range. Empty when absent. */
    public OptionalInt number(Setting.WholeNumber setting) throws DriverException {
        return number(setting.key(), setting.min(), setting.max());
    }

    /** The choice of that key. Empty when absent. */
    public Optional<String> choice(Setting.Choice setting) throws DriverException {
        return choice(setting.key(), setting.choices());
    }

    /** The texts of that key, a list. Empty when absent. */
    public List<String> texts(Setting.Texts setting) throws DriverException {
        return texts(setting.key());
    }

    /** The error that says what is wrong with that key. */
    public DriverException invalid(Setting setting, String what) {
        return invalid(setting.key(), what);
    }

    /** The text of {@code key}, which must be there and not be blank. */
    public String requiredText(String key) throws DriverException {
        var value = text(key);
        if (value.isEmpty() || value.get().isBlank()) {
            throw invalid(key, "is missing: give it");
        }
        return value.get();
    }

    /** The whole number of {@code key} between {@code min} and {@code max}. Empty when absent. */
    public OptionalInt number(String key, int min, int max) throws DriverException {
        var value = text(key);
        if (value.isEmpty()) {
            return OptionalInt.empty();
        }
        try {
            int number = Integer.parseInt(value.get().strip());
            if (number >= min && number <= max) {
                return OptionalInt.of(number);
            }
        } catch (NumberFormatException e) {
            // Said below, with the value.
        }
        throw invalid(key, "is '" + value.get() + "': give a whole number from " + min + " to " + max);
    }

    /** The choice of {@code key}, one of {@code choices}. Empty when absent. */
    public Optional<String> choice(String key, Set<String> choices) throws DriverException {
        var value = text(key);
        if (value.isPresent() && !choices.contains(value.get())) {
            throw invalid(key, "is '" + value.get() + "': give one of " + new TreeSet<>(choices));
        }
        return value;
    }

    /** The texts of {@code key}, a list. Empty when absent. */
    public List<String> texts(String key) throws DriverException {
        var value = values.get(key);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof List<?> list) || !list.stream().allMatch(String.class::isInstance)) {
            throw invalid(key, "must be a list of texts");
        }
        return list.stream().map(String.class::cast).toList();
    }

    /** The error that says what is wrong with {@code key}. */
    public DriverException invalid(String key, String what) {
        return DriverException.user(Reasons.INVALID_SPEC, field(key) + " " + what);
    }

    /** The field of {@code key}, for messages. */
    public String field(String key) {
        return fields.getOrDefault(key, path + "." + key);
    }

    /** Shows the keys alone: a value may be what opens a client's key, or a password in a place nobody thought of. */
    @Override
    public String toString() {
        return "Settings[" + path + ", " + new TreeSet<>(values.keySet()) + "]";
    }
}
