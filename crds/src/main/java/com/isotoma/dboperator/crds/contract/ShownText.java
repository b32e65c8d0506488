package com.isotoma.dboperator.crds.contract;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Messages of conditions, Events and logs, which quote what others chose. They neither steer a terminal nor hide what is
 * around them, and are not longer than what takes them.
 */
public final class ShownText {
    /** Control characters and what turns the direction of text around, but for the ends of lines. */
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}&&[^\n\t]]");

    private static final Pattern WHITE = Pattern.compile("[\n\t]");

    /** What the API server takes as the note of an Event, in UTF-8. */
    private static final int NOTE_BYTES = 1024;

    /** The API server takes messages of 32768 characters; nobody reads more than this. */
    private static final int CONDITION = 2048;

    private static final String CUT = "…";

    private ShownText() {}

    /** The text, cut behind a whole character if it is longer. */
    public static String of(String text, int characters) {
        var plain = plain(text);
        return plain.length() <= characters ? plain : upTo(plain, characters - CUT.length()) + CUT;
    }

    /** The text as the message of a condition, whoever writes it. */
    public static String condition(String text) {
        return of(text, CONDITION);
    }

    /** The text as the note of an Event, whose length the API server counts in bytes. */
    public static String note(String text) {
        var plain = plain(text);
        var bytes = plain.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= NOTE_BYTES) {
            return plain;
        }
        int end = NOTE_BYTES - CUT.getBytes(StandardCharsets.UTF_8).length;
        // The bytes within a character all begin with the bits 10.
        while ((bytes[end] & 0xC0) == 0x80) {
            end--;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8) + CUT;
    }

    /** The text in one line, for a log. */
    public static String line(String text) {
        return WHITE.matcher(plain(text)).replaceAll(" ");
    }

    private static String plain(String text) {
        return UNSEEN.matcher(text).replaceAll("?");
    }

    private static String upTo(String text, int end) {
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end);
    }
}
