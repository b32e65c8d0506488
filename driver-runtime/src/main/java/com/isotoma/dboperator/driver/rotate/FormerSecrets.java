package com.isotoma.dboperator.driver.rotate;

import com.isotoma.dboperator.driver.cluster.DatabaseHandle;
import com.isotoma.dboperator.driver.cluster.EventRecorder;
import com.isotoma.dboperator.driver.cluster.secret.ApplicationSecret;
import com.isotoma.dboperator.driver.cluster.secret.SecretNames;
import com.isotoma.dboperator.driver.run.Steps;
import com.isotoma.dboperator.reasons.DriverEvents;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.inject.Inject;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.util.List;

/** Removes the Secrets that a Database had under other names, once the overlap of names has passed. */
final class FormerSecrets {
    private final ApplicationSecret secret;
    private final EventRecorder events;
    private final Steps steps;
    private final Clock clock;

    @Inject
    FormerSecrets(ApplicationSecret secret, EventRecorder events, Steps steps, Clock clock) {
        this.secret = secret;
        this.events = events;
        this.steps = steps;
        this.clock = clock;
    }

    /** Removes those whose time has come. Idempotent. */
    void retire(DatabaseHandle database) {
        var now = clock.instant();
        var names = SecretNames.of(database);
        var over = names.over(now);
        if (over.isEmpty()) {
            return;
        }
        boolean removed = remove(database, over);
        steps.reached(RotateCheckpoints.FORMER_SECRETS_REMOVED);
        var binding = names.retired(now);
        database.update(s -> s.binding(binding));
        database.recordSecretNames(names.recorded(binding));
        if (removed) {
            events.normal(
                    database,
                    DriverEvents.SECRET_REMOVED,
                    "Removed, since applications have the Secret " + names.current() + ": Secret "
                            + String.join(", ", over));
        }
    }

    /** The right to it follows the record of names, which other tools may have taken away. */
    private boolean remove(DatabaseHandle database, List<String> names) {
        try {
            secret.delete(database, names);
            return true;
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_FORBIDDEN) {
                throw e;
            }
            events.warning(
                    database,
                    DriverEvents.SECRET_LEFT,
                    "Runs may no longer remove the Secret " + String.join(", ", names)
                            + ", since the record of names on the Database is gone: delete it yourself");
            return false;
        }
    }
}
