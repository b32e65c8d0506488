package com.isotoma.dboperator.crds.contract;

import java.util.regex.Pattern;

/** Names of Events, which begin with that of the resource they are about. */
public final class EventNames {
    /** Of the 253 characters that a name has; the rest is for what tells the Events of one resource apart. */
    private static final int MOST = 200;

    /** What a cut may leave at the end, where a name before a dot has to end with a letter or a digit. */
    private static final Pattern TRAILING = Pattern.compile("[.-]+$");

    private EventNames() {}

    /**
     * @param resource name of the resource, of any length
     * @param end small letters, digits and dashes; up to 52
     */
    public static String of(String resource, String end) {
        var beginning = resource.length() <= MOST ? resource : resource.substring(0, MOST);
        return TRAILING.matcher(beginning).replaceFirst("") + "." + end;
    }
}
