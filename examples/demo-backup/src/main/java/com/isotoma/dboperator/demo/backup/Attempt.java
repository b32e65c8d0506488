package com.isotoma.dboperator.demo.backup;

import com.isotoma.dboperator.demo.v1alpha1.DemoReasons;
import com.isotoma.dboperator.driver.bucket.Destination;
import com.isotoma.dboperator.driver.cluster.LostRaceException;
import com.isotoma.dboperator.driver.demohttp.ClusterMember;
import com.isotoma.dboperator.driver.run.ExitStatus;
import com.isotoma.dboperator.driver.run.RunContext;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.storage.S3ObjectStore;
import com.isotoma.dboperator.driver.transfer.CancelledException;
import com.isotoma.dboperator.driver.transfer.ObjectWriter;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One pod's attempt at the backup of its Job: from the leader to the object, and what came of it to the conditions. */
record Attempt(RunContext context, Environment environment, BackupResource resource, JobRun run) {
    private static final Logger LOG = LoggerFactory.getLogger("db-operator");

    ExitStatus make() throws InterruptedException {
        try {
            write();
            return ExitStatus.DONE;
        } catch (DriverException e) {
            LOG.error("{}: {}", e.reason(), e.getMessage());
            LOG.debug("Caused by", e);
            boolean store = e.reason().equals(Reasons.STORAGE_FAILED);
            run.failed(store ? DemoReasons.DATA_WRITTEN : DemoReasons.DATA_READ, e.getMessage());
            return ExitStatus.of(e);
        } catch (CancelledException e) {
            LOG.info("{}; nothing left to do", e.getMessage());
            return ExitStatus.DONE;
        } catch (KubernetesClientException | LostRaceException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.error("A defect of the backup application", e);
            run.defect("The backup failed with " + e.getClass().getSimpleName() + "; the log of its pod has more");
            return ExitStatus.TRY_AGAIN;
        }
    }

    /** An earlier pod has decided already which cluster it is and where the object goes. */
    private void write() throws DriverException, InterruptedException {
        var clusters = new Clusters(context.client(), resource.namespace());
        var bucket = Place.bucket(environment.prefix(), resource.namespace());
        try (var store = new S3ObjectStore(environment.store(bucket))) {
            var root = store.url("");
            var decided = run.destination().filter(d -> d.startsWith(root)).map(d -> d.substring(root.length()));
            var cluster = decided.isPresent() ? Place.cluster(decided.get()) : clusters.chosen(resource.spec());
            var key = decided.orElseGet(() -> Place.key(environment.prefix(), cluster, run.startedAt(), run.jobUid()));
            var member = member(clusters, cluster);
            store.makeBucket();
            context.steps().reached(DatabaseBackupOperation.BUCKET_THERE, "The bucket " + bucket + " is there");
            var unused = new ObjectWriter(context.steps())
                    .write(new Destination(store, key, null), member::exportPersons, run);
        }
    }

    private ClusterMember member(Clusters clusters, String cluster) throws DriverException {
        var url = environment.text(Environment.DATABASE_URL);
        return url.isPresent() ? ClusterMember.at(url.get()) : clusters.leader(cluster);
    }
}
