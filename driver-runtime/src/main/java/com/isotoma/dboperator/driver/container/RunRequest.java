package com.isotoma.dboperator.driver.container;

import com.isotoma.dboperator.crds.v1alpha1.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * What a run is asked to do, from its environment.
 *
 * @param operation from {@code DB_OPERATOR_OPERATION}, or {@code DB_OPERATOR_ACTION} as it was once called
 * @param namespace from {@code DB_OPERATOR_NAMESPACE}: where the resources are
 * @param database from {@code DB_OPERATOR_DATABASE}
 * @param backup from {@code DB_OPERATOR_BACKUP}, or null; there for the operation {@code verify}
 * @param restore from {@code DB_OPERATOR_RESTORE}; there for the operation {@code restore}, and null for every other
 * @param held from {@code DB_OPERATOR_DATABASE_UID} and {@code DB_OPERATOR_SECRETS}: for the operation {@code drop}, what the
 *     Database held, should it be gone; null where that is not said
 */
record RunRequest(
        Operation operation,
        String namespace,
        String database,
        @Nullable String backup,
        @Nullable String restore,
        @Nullable Held held) {
    static final String OPERATION = "DB_OPERATOR_OPERATION";
    static final String OLD_OPERATION = "DB_OPERATOR_ACTION";
    static final String NAMESPACE = "DB_OPERATOR_NAMESPACE";
    static final String DATABASE = "DB_OPERATOR_DATABASE";
    static final String BACKUP = "DB_OPERATOR_BACKUP";
    static final String RESTORE = "DB_OPERATOR_RESTORE";

    static final String DATABASE_UID = "DB_OPERATOR_DATABASE_UID";
    static final String SECRETS = "DB_OPERATOR_SECRETS";

    RunRequest(
            Operation operation, String namespace, String database, @Nullable String backup, @Nullable String restore) {
        this(operation, namespace, database, backup, restore, null);
    }

    /**
     * What a Database held.
     *
     * @param uid of the Database
     * @param secrets names of Secrets in its namespace
     */
    record Held(String uid, Set<String> secrets) {
        Held {
            secrets = Set.copyOf(secrets);
        }

        private static @Nullable Held from(Map<String, String> environment) {
            var uid = environment.get(DATABASE_UID);
            var secrets = environment.get(SECRETS);
            return uid == null || uid.isBlank() || secrets == null || secrets.isBlank()
                    ? null
                    : new Held(uid, Set.of(secrets.split(",", -1)));
        }
    }

    /**
     * @param extraWords further operations that this image has, for messages
     * @throws UsageException that names everything that is missing or wrong, at once
     */
    static RunRequest from(Map<String, String> environment, SortedSet<String> extraWords) throws UsageException {
        var faults = new ArrayList<String>();
        var operationName = environment.containsKey(OPERATION) ? OPERATION : OLD_OPERATION;
        var words =
                new ArrayList<>(Operation.COMMON.stream().map(Operation::word).toList());
        words.addAll(extraWords);
        var operation = operation(environment, operationName, words, faults);
        var namespace = required(environment, NAMESPACE, faults);
        var database = required(environment, DATABASE, faults);
        var restore = Operation.RESTORE.equals(operation) ? required(environment, RESTORE, faults) : null;
        if (Operation.VERIFY.equals(operation)) {
            var unused = required(environment, BACKUP, faults);
        }
        if (!faults.isEmpty()) {
            throw new UsageException(String.join("; ", faults));
        }
        var backup = environment.get(BACKUP);
        return new RunRequest(
                Objects.requireNonNull(operation),
                namespace,
                database,
                backup == null || backup.isBlank() ? null : backup,
                restore,
                Operation.DROP.equals(operation) ? Held.from(environment) : null);
    }

    private static @Nullable Operation operation(
            Map<String, String> environment, String name, List<String> words, List<String> faults) {
        var value = environment.get(name);
        if (value == null || value.isBlank()) {
            faults.add(OPERATION + " is not set: give one of " + words);
            return null;
        }
        var operation = Operation.of(value);
        if (operation.isEmpty()) {
            faults.add(name + " is '" + value + "': give one of " + words);
        }
        return operation.orElse(null);
    }

    private static String required(Map<String, String> environment, String name, List<String> faults) {
        var value = environment.get(name);
        if (value == null || value.isBlank()) {
            faults.add(name + " is not set");
            return "";
        }
        return value;
    }
}
