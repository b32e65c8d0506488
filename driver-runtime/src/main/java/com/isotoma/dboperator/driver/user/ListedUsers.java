package com.isotoma.dboperator.driver.user;

import com.isotoma.dboperator.crds.v1alpha1.ListedUser;
import com.isotoma.dboperator.driver.cluster.DatabaseHandle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** The list of users in the status of a Database. */
final class ListedUsers {
    /** A longer list would make each write of the status a large one. */
    private static final int MOST = 100;

    private ListedUsers() {}

    static void put(DatabaseHandle database, ListedUser user) {
        var others = without(database, user.name());
        others.add(user);
        others.sort(Comparator.comparing(ListedUser::name));
        write(database, others);
    }

    static void remove(DatabaseHandle database, String name) {
        write(database, without(database, name));
    }

    private static List<ListedUser> without(DatabaseHandle database, String name) {
        var listed = Objects.requireNonNullElse(database.status().users(), List.<ListedUser>of());
        return new ArrayList<>(
                listed.stream().filter(user -> !user.name().equals(name)).toList());
    }

    private static void write(DatabaseHandle database, List<ListedUser> users) {
        var listed = List.copyOf(users.subList(0, Math.min(MOST, users.size())));
        database.update(s -> s.users(listed.isEmpty() ? null : listed));
    }
}
