package com.isotoma.dboperator.operator.server;

import com.isotoma.dboperator.operator.objects.Names;
import com.isotoma.dboperator.operator.status.Verdict;
import com.isotoma.dboperator.reasons.ServerReasons;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * When a DatabaseServer is asked: each generation at once, then at its interval, and every minute while it cannot be reached, so
 * that what was put right is seen soon. And what follows from its answer.
 */
final class ServerRules {
    /** What the Job does, and its name says. */
    static final String WORD = "check-server";

    /** As long as a failed Job of any other kind waits. */
    private static final Duration UNREACHABLE = Duration.ofMinutes(1);

    private ServerRules() {}

    /** How long until it is due; zero or less when it is. */
    static Duration wait(ServerFacts server, Instant now) {
        var checked = server.checked();
        // A clock that was far ahead once must not keep it from being asked for years.
        if (checked == null || checked.isAfter(now.plus(server.interval()))) {
            return Duration.ZERO;
        }
        boolean soon = !server.reachable() && UNREACHABLE.compareTo(server.interval()) < 0;
        return Duration.between(now, checked.plus(soon ? UNREACHABLE : server.interval()));
    }

    /** The name of the Job: another one for each generation, and for each time after one that came to an end. */
    static String job(ServerFacts server) {
        return Names.job(
                server.name(),
                WORD,
                server.uid(),
                Long.toString(server.generation()),
                String.valueOf(server.checked()));
    }

    /** Whether the server answered. */
    static Verdict reachable(ServerFacts server) {
        var check = server.check();
        if (check == null) {
            return Verdict.no(ServerReasons.NOT_CHECKED, "No run has asked the server yet");
        }
        return new Verdict(
                server.reachable(),
                Objects.requireNonNullElse(check.reason(), ServerReasons.NOT_CHECKED),
                Objects.requireNonNullElse(check.message(), ""));
    }

    /** Whether Databases can be made on it. */
    static Verdict ready(ServerFacts server, boolean deleting, ServerUsers users) {
        if (deleting) {
            return Verdict.no(ServerReasons.IN_USE, held(users));
        }
        var reachable = reachable(server);
        if (!reachable.holds() || users.unlisted().isEmpty()) {
            return reachable;
        }
        return Verdict.yes(reachable.reason(), reachable.message() + ". " + unlisted(users));
    }

    /** Why a DatabaseServer that was deleted is there. */
    static String held(ServerUsers users) {
        if (users.all().isEmpty()) {
            return "It was deleted, and stays while Databases cannot be read, which may name it: "
                    + ServerUsers.names(users.unreadable()) + ". Their Events say which field to correct";
        }
        return "It was deleted, and stays as long as " + users.all().size() + " Databases name it: "
                + ServerUsers.names(users.all())
                + ". Delete these, or let them name another DatabaseServer that leads to the same server";
    }

    /** What becomes of Databases whose namespace may not use the server any more. */
    static String unlisted(ServerUsers users) {
        return "spec.allowedNamespaces does not list the namespaces of "
                + users.unlisted().size()
                + " Databases, which stay on the server while nothing is done for them: "
                + ServerUsers.names(users.unlisted())
                + ". List these namespaces again, also to have the Databases deleted";
    }
}
