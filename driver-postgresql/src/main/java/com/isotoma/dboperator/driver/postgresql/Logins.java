package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.UserTarget;
import com.isotoma.dboperator.driver.support.Labels;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/**
 * The names of the roles by which an application logs in. Each acts as the role that owns the database, so that nothing it
 * makes belongs to it, and one takes over from the other in a rotation.
 *
 * @param owner the role that owns the database. Databases of earlier versions have it as their only login, until a rotation
 */
record Logins(String owner) {
    private static final List<String> ENDINGS = List.of("-a", "-b");

    private static final int HASH_LENGTH = 8;

    static Logins of(DatabaseTarget target) {
        return new Logins(target.username());
    }

    /** Those of a further user: its role has rights of its own in place of a database. */
    static Logins of(UserTarget user) {
        return new Logins(user.username());
    }

    /** In the order in which rotations take them. No name that is derived from a resource has a hyphen. */
    List<String> names() {
        return ENDINGS.stream().map(ending -> beginning(ending) + ending).toList();
    }

    /** That of a new database. */
    String first() {
        return names().getFirst();
    }

    /** Those that an application may log in by, the owner of earlier versions among them. */
    List<String> withOwner() {
        return Stream.concat(Stream.of(owner), names().stream()).toList();
    }

    private String beginning(String ending) {
        int room = Names.MAX_BYTES - ending.length();
        if (bytes(owner) <= room) {
            return owner;
        }
        var hash = "_" + Labels.hash(owner).substring(0, HASH_LENGTH);
        var cut = owner;
        while (bytes(cut) > room - hash.length()) {
            cut = cut.substring(0, cut.offsetByCodePoints(cut.length(), -1));
        }
        return cut + hash;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
