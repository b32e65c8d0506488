package com.isotoma.dboperator.driver.postgresql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Divides a text into statements by the rules of psql: a semicolon ends a statement, except in quotes, comments, parentheses and
 * the body of a routine that stands between BEGIN ATOMIC and END.
 */
final class SqlScript {
    private static final Pattern DOLLAR =
            Pattern.compile("\\$(?:[A-Za-z_\\x80-\\uffff][A-Za-z0-9_\\x80-\\uffff]*)?\\$");
    private static final Pattern ROUTINE = Pattern.compile("create (?:or replace )?(?:function|procedure) .*");
    private static final int WORDS_OF_HEAD = 4;

    private final String text;
    private final List<String> statements = new ArrayList<>();
    private final StringBuilder head = new StringBuilder();
    private int words;
    private int at;
    private int begin;
    private int parentheses;
    private int bodies;
    private boolean hasWords;

    private SqlScript(String text) {
        this.text = text;
    }

    /**
     * The statements, without what stands around them. One that has nothing but comments is left out.
     *
     * @throws IllegalArgumentException for a quote or comment without an end
     */
    static List<String> statements(String text) {
        var script = new SqlScript(text);
        while (script.at < text.length()) {
            script.next();
        }
        script.end(text.length());
        return script.statements;
    }

    private void next() {
        char c = text.charAt(at);
        if (text.startsWith("--", at)) {
            int end = text.indexOf('\n', at);
            at = end < 0 ? text.length() : end;
        } else if (text.startsWith("/*", at)) {
            comment();
        } else if (c == ';' && parentheses == 0 && bodies == 0) {
            end(at);
            at++;
            begin = at;
        } else if (Character.isWhitespace(c)) {
            at++;
        } else {
            hasWords = true;
            part(c);
        }
    }

    private void part(char c) {
        if (c == '\'') {
            quoted(c, false);
        } else if (c == '"') {
            quoted(c, false);
        } else if (c == '$') {
            dollar();
        } else if (isWord(c)) {
            word();
        } else {
            parentheses = Math.max(0, parentheses + (c == '(' ? 1 : c == ')' ? -1 : 0));
            at++;
        }
    }

    private void comment() {
        int depth = 0;
        do {
            if (text.startsWith("/*", at)) {
                depth++;
                at += 2;
            } else if (text.startsWith("*/", at)) {
                depth--;
                at += 2;
            } else {
                at++;
            }
            requireMore(depth > 0);
        } while (depth > 0);
    }

    private void quoted(char quote, boolean escapes) {
        at++;
        while (true) {
            requireMore(true);
            char c = text.charAt(at);
            if (c == '\\' && escapes) {
                at += 2;
            } else if (c == quote) {
                at++;
                return;
            } else {
                at++;
            }
        }
    }

    private void dollar() {
        var tag = DOLLAR.matcher(text).region(at, text.length());
        if (!tag.lookingAt()) {
            at++;
            return;
        }
        int end = text.indexOf(tag.group(), tag.end());
        at = end < 0 ? text.length() : end;
        requireMore(true);
        at += tag.group().length();
    }

    private void word() {
        int first = at;
        while (at < text.length() && (isWord(text.charAt(at)) || text.charAt(at) == '$')) {
            at++;
        }
        var word = text.substring(first, at).toLowerCase(Locale.ROOT);
        if (word.equals("e") && at < text.length() && text.charAt(at) == '\'') {
            quoted('\'', true);
            return;
        }
        if (words < WORDS_OF_HEAD) {
            head.append(word).append(' ');
            words++;
        }
        if (parentheses == 0 && ROUTINE.matcher(head).matches()) {
            switch (word) {
                case "begin" -> bodies++;
                case "case" -> bodies += bodies > 0 ? 1 : 0;
                case "end" -> bodies -= bodies > 0 ? 1 : 0;
                default -> {}
            }
        }
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c >= 0x80;
    }

    private void requireMore(boolean open) {
        if (open && at >= text.length()) {
            throw new IllegalArgumentException("a quote or a comment without an end");
        }
    }

    private void end(int end) {
        if (hasWords) {
            statements.add(text.substring(begin, end).strip());
        }
        hasWords = false;
        head.setLength(0);
        words = 0;
        parentheses = 0;
        bodies = 0;
    }
}
