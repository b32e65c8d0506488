package com.isotoma.dboperator.operator.rbac;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a Database's pods have been given.
 *
 * @param digest of the rights and of who has them
 * @param central whether they have anything in the operator's namespace
 * @param locations StorageLocations that they can open, if these are for their namespace
 * @param servers DatabaseServers, likewise
 * @param uids of the Databases that their runs may hold Secrets for
 * @param sharing what their shared runs need for other Databases
 * @param checked when the cluster was last looked at
 * @param used when pods were last to be started with it
 */
record Given(
        String digest,
        @Nullable String ownAccount,
        boolean central,
        Set<String> locations,
        Set<String> servers,
        Set<String> uids,
        PodWork.Sharing sharing,
        Instant checked,
        Instant used) {
    static Given of(Rights rights, @Nullable String ownAccount, Instant checked, Instant used) {
        return new Given(
                rights.digest(),
                ownAccount,
                rights.central() != null,
                rights.keys().locations(),
                rights.keys().servers(),
                rights.uids(),
                rights.sharing(),
                checked,
                used);
    }
}
