package com.isotoma.dboperator.operator.access;

import com.isotoma.dboperator.driver.support.Labels;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the pods of a Database are to have.
 *
 * @param home in its namespace
 * @param central in the operator's; null where none of them runs there
 * @param keys of the StorageLocations that it uses
 * @param uids of the Databases that its runs may hold Secrets for
 */
record Rights(AccessObjects home, @Nullable AccessObjects central, LocationKeys keys, Set<String> uids) {
    /**
     * @param needs what follows from specs
     * @param keys of those locations among them that the namespace may use
     * @param ownAccount another account of the namespace that gets the same rights; null for none
     * @param elsewhere where pods run besides, with the same rights and the keys of locations; null for nowhere
     */
    static Rights of(Needs needs, LocationKeys keys, @Nullable String ownAccount, @Nullable Account elsewhere) {
        var database = new DatabaseKey(needs.namespace(), needs.database());
        var account = Account.home(database);
        var subjects = new ArrayList<Subject>();
        subjects.add(subject(account));
        if (ownAccount != null && !ownAccount.equals(account.name())) {
            subjects.add(AccessObjects.subject(account.namespace(), ownAccount));
        }
        if (elsewhere != null) {
            subjects.add(subject(elsewhere));
        }
        return new Rights(
                AccessObjects.of(account, database, DriverRole.rules(needs), subjects)
                        .held(),
                elsewhere == null
                        ? null
                        : AccessObjects.of(
                                elsewhere, database, LocationRole.ofRun(keys, database), List.of(subject(elsewhere))),
                keys,
                needs.uids());
    }

    /** The same for the same rights of the same accounts. */
    String digest() {
        return Labels.hash(Serialization.asJson(List.of(
                home.role().getRules(),
                home.binding().getSubjects(),
                central == null ? List.of() : central.role().getRules(),
                Objects.toString(keys.cloudRole()))));
    }

    private static Subject subject(Account account) {
        return AccessObjects.subject(account.namespace(), account.name());
    }
}
