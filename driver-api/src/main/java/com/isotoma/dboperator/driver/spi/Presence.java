package com.isotoma.dboperator.driver.spi;

import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whose the two names of a {@link DatabaseTarget} are on its server, at one moment.
 *
 * @param database of the database
 * @param user of the application's user
 */
public record Presence(Standing database, Standing user) {
    /** Neither name is in use. */
    public static final Presence NOTHING = new Presence(new Absent(), new Absent());

    /** Both are there and the target's owner's. */
    public static final Presence WHOLE = new Presence(new Ours(), new Ours());

    /** How one name stands. */
    public sealed interface Standing {}

    /** The server does not have it; a mark that was set before it was made, or that it left, does not count. */
    public record Absent() implements Standing {}

    /** It is there, can be used, and bears the mark of the target's owner. */
    public record Ours() implements Standing {}

    /**
     * It is there and not the target's owner's.
     *
     * @param owner whom its mark names; null where it bears no mark of this system
     */
    public record Foreign(@Nullable Owner owner) implements Standing {}

    /** Whether the database is there and the target's owner's, whatever has become of its user. */
    public boolean databaseIsOurs() {
        return database instanceof Ours;
    }

    /** Whether one of the two is not the target's owner's. */
    public boolean hasForeign() {
        return foreign().findAny().isPresent();
    }

    /** The other owner that a mark names, the database's before the user's. */
    public Optional<Owner> otherOwner() {
        return foreign().flatMap(f -> Stream.ofNullable(f.owner())).findFirst();
    }

    private Stream<Foreign> foreign() {
        return Stream.of(database, user).filter(Foreign.class::isInstance).map(Foreign.class::cast);
    }
}
