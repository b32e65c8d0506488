package com.isotoma.dboperator.driver.cluster;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.security.SecureRandom;

/** Makes passwords of ASCII letters and digits, which need no escaping in a URI, a shell or an option file. */
@Singleton
public final class Passwords {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    /** 32 of 62 characters are 190 bits. */
    private static final int LENGTH = 32;

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
            var password = text.toString();
            if (password.chars().anyMatch(Character::isUpperCase)
                    && password.chars().anyMatch(Character::isLowerCase)
                    && password.chars().anyMatch(Character::isDigit)) {
                return password;
            }
        }
    }

    /** Whether a password found in a Secret can go on being used. */
    static boolean acceptable(String password) {
        return password.length() >= SHORTEST && password.chars().allMatch(c -> ALPHABET.indexOf(c) >= 0);
    }
}
