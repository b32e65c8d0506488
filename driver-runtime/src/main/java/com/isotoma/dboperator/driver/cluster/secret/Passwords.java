package com.isotoma.dboperator.driver.cluster.secret;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.security.SecureRandom;

/**
 * Makes passwords of ASCII letters, digits and one underscore, which need no escaping in a URI, a shell or an option file.
 * Servers whose password policy demands a special character count the underscore as one.
 */
@Singleton
public final class Passwords {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    /** 31 of 62 characters are 184 bits. */
    private static final int LENGTH = 32;

    private static final char SPECIAL = '_';
    private static final int SHORTEST = 8;

    private final SecureRandom random = new SecureRandom();

    @Inject
    public Passwords() {}

    /** A new one. The groups of characters that password policies ask for are all in it. */
    public String next() {
        while (true) {
            var text = new StringBuilder(LENGTH);
            for (int i = 0; i < LENGTH; i++) {
                text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
            }
            // Neither first nor last, where a double click would leave it out.
            text.setCharAt(1 + random.nextInt(LENGTH - 2), SPECIAL);
            var password = text.toString();
            if (password.chars().anyMatch(Character::isUpperCase)
                    && password.chars().anyMatch(Character::isLowerCase)
                    && password.chars().anyMatch(Character::isDigit)) {
                return password;
            }
        }
    }

    /** Whether a password found in a Secret can go on being used; those of earlier versions have no underscore. */
    static boolean acceptable(String password) {
        return password.length() >= SHORTEST
                && password.chars().allMatch(c -> c == SPECIAL || ALPHABET.indexOf(c) >= 0);
    }
}
