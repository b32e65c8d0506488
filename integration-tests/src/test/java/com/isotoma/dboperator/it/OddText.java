package com.isotoma.dboperator.it;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** Texts that programs stumble over, of any length. The same generator of random numbers gives the same texts. */
final class OddText {
    private static final List<String> PIECES = List.of(
            "a",
            "orders",
            " ",
            "\n",
            "\r\n",
            "\t",
            "\u0001",
            "\u001b[31m",
            "\u007f",
            "\u0085",
            "\u00df",
            "\u0130",
            "e\u0301\u0301\u0301",
            "\u200b",
            "\u2028",
            "\u202e",
            "\u2066",
            "\ufeff",
            "\ufffe",
            "\uffff",
            "\u6f22\u5b57",
            "\ud83d\ude00",
            "\udbff\udfff",
            "'",
            "\"",
            "`",
            "\\",
            "/",
            "../",
            "%s%n",
            "{}",
            "${jndi:x}",
            "$(id)",
            "; DROP TABLE x --",
            "<script>",
            "null",
            "-1",
            "*");

    /** Examples for what the schemas want by a pattern; those that do not match are passed over. */
    private static final List<String> EXAMPLES = List.of(
            "http://nowhere.invalid",
            "https://127.0.0.1:1",
            "http://[::1]:1/",
            "http://\u6f22\u5b57.invalid",
            "http://user:secret@nowhere.invalid/",
            "s3://bucket/orders/one.dump.zst",
            "s3://b/\ud83d\ude00/\u202e",
            "2026-01-01T00:00:00Z",
            "2026-02-30T25:61:61.123456789+99:99",
            "9999-12-31T23:59:59.999999999-00:00",
            "0000-00-00T00:00:00Z",
            "1m",
            "9999d",
            "0 0 * * *",
            "@hourly",
            "1-99999 */0 \u6f22 ? L",
            "* * * * *");

    private OddText() {}

    static String of(RandomGenerator random, int least, int most) {
        int length = length(random, least, most);
        var text = new StringBuilder(length);
        if (random.nextInt(4) == 0) {
            text.append("x".repeat(length));
        }
        // In code points, as the API server counts.
        for (int count = text.length(); count < length; ) {
            var piece = PIECES.get(random.nextInt(PIECES.size()));
            int points = piece.codePointCount(0, piece.length());
            if (count + points > length) {
                piece = "z";
                points = 1;
            }
            text.append(piece);
            count += points;
        }
        return text.toString();
    }

    /** One that matches, if one of the examples does. */
    static Optional<String> matching(RandomGenerator random, String pattern, int least, int most) {
        var wanted = Pattern.compile(pattern);
        var known =
                EXAMPLES.stream().filter(text -> wanted.matcher(text).find()).toList();
        if (known.isEmpty()) {
            return Optional.of(of(random, least, most))
                    .filter(text -> wanted.matcher(text).find());
        }
        return Optional.of(known.get(random.nextInt(known.size())));
    }

    /** Mostly short; now and then as long as it may be. */
    private static int length(RandomGenerator random, int least, int most) {
        return switch (random.nextInt(10)) {
            case 0 -> least;
            case 1 -> most;
            default -> Math.min(most, least + random.nextInt(20));
        };
    }
}
