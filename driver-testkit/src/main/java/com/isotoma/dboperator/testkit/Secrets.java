package com.isotoma.dboperator.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Passwords stay out of errors: messages end in conditions and Events, and causes in logs. */
final class Secrets {
    private Secrets() {}

    /** Asserts that neither the error nor what caused it says a password that the driver was given. */
    static void assertNone(Throwable thrown, DatabaseTarget target) {
        var admin = target.admin();
        assertNone(
                thrown,
                Stream.of(
                                DriverUnderTest.PASSWORD,
                                DriverUnderTest.OTHER_PASSWORD,
                                admin.password(),
                                URLEncoder.encode(admin.password(), StandardCharsets.UTF_8),
                                base64(admin.username() + ":" + admin.password()))
                        .collect(Collectors.toSet()),
                Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    private static void assertNone(Throwable thrown, Set<String> secrets, Set<Throwable> seen) {
        if (!seen.add(thrown)) {
            return;
        }
        for (var secret : secrets) {
            assertThat(thrown.toString().contains(secret))
                    .as(
                            "a %s among the errors says a password",
                            thrown.getClass().getSimpleName())
                    .isFalse();
        }
        for (var suppressed : thrown.getSuppressed()) {
            assertNone(suppressed, secrets, seen);
        }
        var cause = thrown.getCause();
        if (cause != null) {
            assertNone(cause, secrets, seen);
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
