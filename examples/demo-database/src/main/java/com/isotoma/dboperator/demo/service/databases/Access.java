package com.isotoma.dboperator.demo.service.databases;

import com.isotoma.dboperator.demo.service.http.Refusal;
import com.isotoma.dboperator.demo.service.http.Request;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/** Who may do what, by HTTP Basic authentication (RFC 7617, UTF-8). Safe for use by many threads. */
public final class Access {
    private static final String SCHEME = "basic ";
    /** Checked for users that do not exist, so that they take as long to refuse as others. */
    private static final PasswordHash NOBODY = PasswordHash.of("");

    private final Optional<Account> admin;
    private final Databases databases;

    /** @param admin the admin, or empty: then nobody manages databases */
    public Access(Optional<Account> admin, Databases databases) {
        this.admin = admin;
        this.databases = databases;
    }

    /** Refuses everybody but the admin: with 401 who is not known, with 403 who is. */
    void requireAdmin(Request request) throws Refusal {
        switch (caller(request)) {
            case Caller.Admin() -> {}
            case Caller.User user -> throw new Refusal(403, "Only the admin may do this.");
        }
    }

    /** Refuses everybody but the admin and the user of this database. */
    void requireAdminOrUserOf(String database, Request request) throws Refusal {
        switch (caller(request)) {
            case Caller.Admin() -> {}
            case Caller.User(var own) -> {
                if (!own.equals(database)) {
                    throw new Refusal(403, "This user may not use this database.");
                }
            }
        }
    }

    boolean isAdminName(String username) {
        return admin.isPresent() && admin.get().username().equals(username);
    }

    private Caller caller(Request request) throws Refusal {
        var credentials = credentials(request);
        int colon = credentials.indexOf(':');
        if (colon < 0) {
            throw Refusal.unauthenticated();
        }
        var username = credentials.substring(0, colon);
        var password = credentials.substring(colon + 1);
        if (isAdminName(username)) {
            return checked(admin.orElseThrow(), password, new Caller.Admin());
        }
        var database = databases.byUsername(username);
        if (database.isEmpty()) {
            NOBODY.matches(password);
            throw Refusal.unauthenticated();
        }
        return checked(
                database.get().account(),
                password,
                new Caller.User(database.get().name()));
    }

    private static Caller checked(Account account, String password, Caller caller) throws Refusal {
        if (!account.matches(password)) {
            throw Refusal.unauthenticated();
        }
        return caller;
    }

    private static String credentials(Request request) throws Refusal {
        var header = request.header("Authorization").orElse("");
        if (!header.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            throw Refusal.unauthenticated();
        }
        try {
            var bytes =
                    Base64.getDecoder().decode(header.substring(SCHEME.length()).strip());
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Refusal.unauthenticated();
        }
    }
}
