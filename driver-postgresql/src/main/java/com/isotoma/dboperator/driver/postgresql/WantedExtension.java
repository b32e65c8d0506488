package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Setting;
import com.isotoma.dboperator.driver.spi.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * An extension that a database is to have.
 *
 * @param version null for the server's default, and for whatever an installed one has
 * @param schema where its objects are to be, which cannot be changed later; null for {@code public}, and for wherever an installed one has them
 */
record WantedExtension(
        String name, @Nullable String version, @Nullable String schema) {
    private static final String NAME = "name";
    private static final String VERSION = "version";
    private static final String SCHEMA = "schema";

    /** Reads a list of names and of maps with {@code name}, {@code version} and {@code schema}. */
    static List<WantedExtension> of(Settings settings, Setting key) throws DriverException {
        var given = settings.values().get(key.key());
        if (given == null) {
            return List.of();
        }
        if (!(given instanceof List<?> list)) {
            throw settings.invalid(key, "must be a list");
        }
        var wanted = new ArrayList<WantedExtension>();
        var names = new TreeSet<String>();
        for (var entry : list) {
            var extension = entry instanceof Map<?, ?> map ? of(map, settings, key) : named(entry, settings, key);
            if (!names.add(extension.name())) {
                throw settings.invalid(key, "names '" + extension.name() + "' twice: remove one of the two");
            }
            wanted.add(extension);
        }
        return List.copyOf(wanted);
    }

    private static WantedExtension named(@Nullable Object name, Settings settings, Setting key) throws DriverException {
        return new WantedExtension(word(name, "a name", settings, key), null, null);
    }

    private static WantedExtension of(Map<?, ?> map, Settings settings, Setting key) throws DriverException {
        for (var field : map.keySet()) {
            if (!List.of(NAME, VERSION, SCHEMA).contains(String.valueOf(field))) {
                throw settings.invalid(
                        key, "has an entry with the key '" + field + "': an extension has name, version and schema");
            }
        }
        var schema = map.get(SCHEMA);
        return new WantedExtension(
                word(map.get(NAME), "the name of an extension", settings, key),
                map.get(VERSION) == null ? null : word(map.get(VERSION), "a version in quotes", settings, key),
                schema == null
                        ? null
                        : Names.schema(word(schema, "the name of a schema", settings, key), settings, key));
    }

    private static String word(@Nullable Object value, String what, Settings settings, Setting key)
            throws DriverException {
        if (!(value instanceof String text) || text.isBlank() || text.indexOf('\0') >= 0) {
            throw settings.invalid(
                    key,
                    "has " + (value == null ? "nothing" : "'" + value + "'") + " where " + what
                            + " belongs: correct or remove it");
        }
        return text;
    }
}
