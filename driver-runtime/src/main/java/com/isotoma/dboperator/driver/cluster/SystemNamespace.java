package com.isotoma.dboperator.driver.cluster;

import com.isotoma.dboperator.crds.contract.RunVariables;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The operator's own namespace, where what StorageLocations and DatabaseServers refer to is. Only runs that are started there know it: they have
 * the right to read it, and are nobody's own.
 *
 * @param name null in every other run
 */
public record SystemNamespace(@Nullable String name) {
    /** The variable that says its name. */
    public static final String VARIABLE = RunVariables.SYSTEM_NAMESPACE;

    /** For a run that is in the namespace of its resource, or in nobody's. */
    public static final SystemNamespace UNKNOWN = new SystemNamespace(null);

    public static SystemNamespace of(Map<String, String> environment) {
        return new SystemNamespace(Optional.ofNullable(environment.get(VARIABLE))
                .filter(name -> !name.isBlank())
                .orElse(null));
    }

    /** Whether this run is in the operator's namespace, and works for another one. */
    public boolean servesOther(String namespace) {
        return name != null && !name.equals(namespace);
    }
}
