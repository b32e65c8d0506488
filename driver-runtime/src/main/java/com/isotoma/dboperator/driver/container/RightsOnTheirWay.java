package com.isotoma.dboperator.driver.container;

import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks again where a run that has just begun is refused a reading. The Role that the operator made a moment before may not
 * have reached every API server yet, and the pod's next try would come ten seconds later. What is refused all the same is
 * refused when the patience is at its end, at once from then on.
 */
final class RightsOnTheirWay implements Interceptor {
    private static final Logger LOG = LoggerFactory.getLogger("db-operator");

    /** How often one reading is repeated at most. */
    static final int REPETITIONS = 5;

    private final long end;
    private final Duration pause;

    /** @param patience how long from now readings are asked for again, each once after {@code pause} */
    RightsOnTheirWay(Duration patience, Duration pause) {
        end = System.nanoTime() + patience.toNanos();
        this.pause = pause;
    }

    /** Once for each repetition: the client gives each interceptor one, and asks them in turn. */
    void addTo(HttpClient.Builder client) {
        for (int i = 0; i < REPETITIONS; i++) {
            client.addOrReplaceInterceptor("rights-on-their-way-" + i, this);
        }
    }

    @Override
    public CompletableFuture<Boolean> afterFailure(
            HttpRequest.Builder request, HttpResponse<?> response, RequestTags tags) {
        boolean again = response.code() == HttpURLConnection.HTTP_FORBIDDEN
                && response.request().method().equals("GET")
                && System.nanoTime() - end < 0;
        if (!again) {
            return CompletableFuture.completedFuture(false);
        }
        LOG.info(
                "Not allowed yet: {} is asked for again",
                response.request().uri().getPath());
        return CompletableFuture.supplyAsync(
                () -> true, CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS));
    }
}
