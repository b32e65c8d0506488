package com.isotoma.dboperator.driver.container;

import com.isotoma.dboperator.crds.read.UnreadableException;
import com.isotoma.dboperator.driver.cluster.LeaseLostException;
import com.isotoma.dboperator.driver.cluster.LostRaceException;
import com.isotoma.dboperator.driver.lease.LeaseHeldException;
import com.isotoma.dboperator.driver.run.ExitStatus;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The ends that any run can come to, whatever it does. */
final class CommonEnds {
    private static final Logger LOG = LoggerFactory.getLogger("db-operator");

    private CommonEnds() {}

    interface Run {
        ExitStatus run() throws InterruptedException;
    }

    static ExitStatus of(Run run) throws InterruptedException {
        try {
            return run.run();
        } catch (LostRaceException e) {
            LOG.info("{}; nothing left to do", e.getMessage());
            return ExitStatus.DONE;
        } catch (LeaseLostException | LeaseHeldException e) {
            // Not done: a pod that says so would end its Job, and with it the pod that does the work.
            LOG.error("{}", e.getMessage());
            return ExitStatus.TRY_AGAIN;
        } catch (UnreadableException e) {
            LOG.error("{}", e.getMessage());
            return ExitStatus.USER_MISTAKE;
        } catch (KubernetesClientException e) {
            LOG.error("The Kubernetes API refused or did not answer: {}", e.getMessage());
            return ExitStatus.TRY_AGAIN;
        }
    }
}
