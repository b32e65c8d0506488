package com.isotoma.dboperator.driver.postgresql;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Quoting, where PostgreSQL takes no bound values. Sessions have standard_conforming_strings on. */
final class Quoting {
    private static final Pattern PLACE = Pattern.compile("\\{([a-z]+)}");

    private Quoting() {}

    /** A name, whatever is in it. */
    static String identifier(String name) {
        return '"' + withoutNul(name).replace("\"", "\"\"") + '"';
    }

    /** A text, whatever is in it. */
    static String literal(String text) {
        return '\'' + withoutNul(text).replace("'", "''") + '\'';
    }

    /** {@code template} with its {@code {role}}-like places filled with the names that follow, place by place. */
    static String withNames(String template, String... names) {
        var matcher = PLACE.matcher(template);
        var sql = new StringBuilder();
        for (var name : names) {
            if (!matcher.find()) {
                throw new IllegalArgumentException("more names than places in " + template);
            }
            matcher.appendReplacement(sql, Matcher.quoteReplacement(identifier(name)));
        }
        return matcher.appendTail(sql).toString();
    }

    private static String withoutNul(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("PostgreSQL takes no NUL");
        }
        return text;
    }
}
