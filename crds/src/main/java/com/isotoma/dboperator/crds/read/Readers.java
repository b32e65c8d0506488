package com.isotoma.dboperator.crds.read;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.isotoma.dboperator.crds.v1alpha1.Backup;
import com.isotoma.dboperator.crds.v1alpha1.BackupSchedule;
import com.isotoma.dboperator.crds.v1alpha1.Database;
import com.isotoma.dboperator.crds.v1alpha1.DatabaseServer;
import com.isotoma.dboperator.crds.v1alpha1.DatabaseUser;
import com.isotoma.dboperator.crds.v1alpha1.Driver;
import com.isotoma.dboperator.crds.v1alpha1.Restore;
import com.isotoma.dboperator.crds.v1alpha1.StorageLocation;
import com.isotoma.dboperator.demo.v1alpha1.DatabaseBackup;
import com.isotoma.dboperator.demo.v1alpha1.DatabaseCluster;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;

/**
 * Makes what a client reads and writes JSON with. What it writes is YAML as well, whatever is in it. Its limits are wider than
 * those of an API server, so that no object which the server has can end a listing or a watch; a resource that cannot be turned into its Java type is {@link Unreadable} instead.
 */
public final class Readers {
    /** Go's decoder ends at this depth, and the frames around an object of a list add a few levels. */
    private static final int DEPTH = 11_000;

    /** Requests are limited to 3 MiB, answers are pages of objects of that size at most. */
    private static final int TEXT = 64 * 1024 * 1024;

    /**
     * Of a kind that is not known here, the client makes a generic object of an event of a watch, and of that one the Java type,
     * both by recursion: one that is nested deeply would end the watch.
     */
    private static final List<Class<? extends KubernetesResource>> KINDS = List.of(
            Backup.class,
            BackupSchedule.class,
            Database.class,
            DatabaseBackup.class,
            DatabaseCluster.class,
            DatabaseServer.class,
            DatabaseUser.class,
            Driver.class,
            Restore.class,
            StorageLocation.class);

    private Readers() {}

    /**
     * @param searchClassloaders whether all kinds that Kubernetes knows are found by name; costs time at the first use
     */
    public static KubernetesSerialization serialization(boolean searchClassloaders) {
        var serialization = new KubernetesSerialization(mapper(), searchClassloaders);
        KINDS.forEach(serialization::registerKubernetesResource);
        return serialization;
    }

    private static ObjectMapper mapper() {
        var constraints = StreamReadConstraints.builder()
                .maxNestingDepth(DEPTH)
                .maxNameLength(TEXT)
                .maxStringLength(TEXT)
                .maxNumberLength(TEXT)
                .build();
        var mapper = new ObjectMapper(new JsonFactoryBuilder()
                .streamReadConstraints(constraints)
                .characterEscapes(new YamlEscapes())
                .build());
        return mapper.registerModule(new ItemModule());
    }
}
