package com.isotoma.dboperator.driver.secret;

import com.isotoma.dboperator.crds.v1alpha1.SecretSpec;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.spi.ServiceBinding;
import com.isotoma.dboperator.driver.support.Percent;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The keys and values of an application's Secret: those that every application's has, those of its driver, and what presets
 * and templates of the spec make of them. Of the same name, a template outranks a preset.
 */
public final class SecretData {
    /** What the values of presets and templates may have, in bytes of UTF-8; a Secret takes 1 MiB. */
    private static final int MOST_BYTES = 512 * 1024;

    private static final String URI_ENCODED = "uriEncoded";

    private static final Pattern TAG = Pattern.compile("\\{\\{.*?}}", Pattern.DOTALL);

    private static final Mustache.Compiler MUSTACHE = Mustache.compiler()
            .escapeHTML(false)
            .strictSections(true)
            .withCollector(new NamesAlone())
            .withLoader(name -> {
                throw new MustacheException("a template cannot include another one: " + name);
            });

    private SecretData() {}

    /**
     * @param database name of the database
     * @throws DriverException of kind USER for a template that cannot be filled; the message has no value of the Secret
     */
    public static SortedMap<String, String> of(
            ServiceBinding binding, String database, String username, String password, SecretSpec spec)
            throws DriverException {
        var standard = standard(binding, database, username, password);
        var values = new TreeMap<String, Object>(standard);
        var encoded = new TreeMap<String, Object>();
        standard.forEach((key, value) -> encoded.put(key, Percent.encode(value)));
        values.put(URI_ENCODED, encoded);
        var templates = new TreeMap<String, String>();
        var fields = new TreeMap<String, String>();
        for (var preset : spec.presetsOrNone()) {
            Presets.templates(preset, standard.keySet()).forEach((key, template) -> {
                templates.put(key, template);
                fields.put(key, "spec.secret.presets, whose key " + key);
            });
        }
        spec.templatesOrNone().forEach((key, template) -> {
            templates.put(key, template);
            fields.put(key, "spec.secret.templates." + key + ", which");
        });
        var data = new TreeMap<>(standard);
        long bytes = 0;
        for (var template : templates.entrySet()) {
            var field = fields.getOrDefault(template.getKey(), template.getKey());
            if (ServiceBinding.STANDARD_KEYS.contains(template.getKey())) {
                throw invalid(field + " is a standard key: give the template another key");
            }
            var value = filled(template.getValue(), values, field, standard);
            bytes += value.getBytes(StandardCharsets.UTF_8).length;
            if (bytes > MOST_BYTES) {
                throw invalid("spec.secret gives more than " + MOST_BYTES
                        + " bytes, which is what a Secret has room for:" + " use fewer or shorter templates");
            }
            data.put(template.getKey(), value);
        }
        return data;
    }

    private static SortedMap<String, String> standard(
            ServiceBinding binding, String database, String username, String password) {
        // A key that the driver gives no longer is in no later one. None of these is a standard key.
        var data = new TreeMap<>(binding.additionalEntries());
        data.put("type", binding.type());
        data.put("provider", binding.provider());
        data.put("host", binding.host());
        data.put("port", Integer.toString(binding.port()));
        data.put("database", database);
        data.put("username", username);
        data.put("password", password);
        data.put("uri", binding.uri());
        if (binding.jdbcUrl() != null) {
            data.put("jdbc-url", binding.jdbcUrl());
        }
        return data;
    }

    private static String filled(
            String template, Map<String, Object> values, String field, SortedMap<String, String> standard)
            throws DriverException {
        if (TAG.matcher(template).replaceAll("").contains("{{")) {
            // The library takes it for text.
            throw invalid(field + " has {{ without }}: close it");
        }
        try {
            return MUSTACHE.compile(template).execute(values);
        } catch (MustacheException.Context e) {
            throw invalid(field + " names {{" + e.key + "}}, which this Secret does not have: use "
                    + String.join(", ", standard.keySet()) + ", or one of them as {{" + URI_ENCODED + ".KEY}}");
        } catch (MustacheException e) {
            // The library's messages quote the template, which has no value of the Secret.
            throw invalid(field + " cannot be read as a Mustache template: " + e.getMessage());
        }
    }

    private static DriverException invalid(String message) {
        return DriverException.user(Reasons.INVALID_SPEC, message);
    }
}
