package com.isotoma.dboperator.driver.support;

import java.util.regex.Pattern;

/** Names and other texts that someone else chose, in words that people read. */
public final class PlainText {
    /** Control characters of both sets, line and paragraph separators, and what turns the direction of text around. */
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

    private PlainText() {}

    /** The text with a question mark for each character that would steer a terminal or hide others. */
    public static String of(String text) {
        return UNSEEN.matcher(text).replaceAll("?");
    }
}
