package com.isotoma.dboperator.demo.service.replication;

import com.isotoma.dboperator.demo.service.persons.DataStore;
import com.isotoma.dboperator.demo.service.persons.Position;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the leader's changes to this member, for as long as it lives: asks for what is missing, puts it on the disk, and
 * asks again. The leader keeps the question until there is something to tell. After a failure the leader is looked for
 * anew, since it may be elsewhere. Safe for use by many threads.
 */
public final class Follower implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Follower.class);
    private static final Duration WAIT = Duration.ofSeconds(5);
    private static final Duration END = Duration.ofSeconds(5);
    private static final int ATTEMPTS = 5;

    private final Membership.Follower self;
    private final DataStore store;
    private final LeaderClient client = new LeaderClient();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread = Thread.ofVirtual().name("replication").unstarted(this::run);
    private volatile @Nullable URI leader;
    private volatile Contact contact = Contact.NONE;

    public Follower(Membership.Follower self, DataStore store) {
        this.self = self;
        this.store = store;
    }

    public void start() {
        thread.start();
    }

    /**
     * Has the data that the leader has now when this returns.
     *
     * @throws IOException when the leader cannot be reached, or the disk fails
     */
    void pullNow() throws IOException, InterruptedException {
        for (int i = 0; i < ATTEMPTS; i++) {
            if (pull(Duration.ZERO)) {
                return;
            }
        }
        throw new IOException("the data changed with every attempt");
    }

    Contact contact() {
        return contact;
    }

    private void run() {
        var backoff = new Backoff();
        try {
            while (stopping.getCount() > 0) {
                try {
                    pull(WAIT);
                    backoff.reset();
                } catch (IOException e) {
                    stopping.await(backoff.next().toMillis(), TimeUnit.MILLISECONDS); // pull has told
                } catch (RuntimeException e) {
                    LOG.error("replication met a defect, and goes on", e);
                    stopping.await(backoff.next().toMillis(), TimeUnit.MILLISECONDS);
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("replication was told to end");
        }
    }

    /** Asks once. False when somebody else changed the data meanwhile, so that this is to be done again. */
    private boolean pull(Duration wait) throws IOException, InterruptedException {
        try {
            var has = store.position();
            var known = leader;
            var from = known == null ? self.finder().find() : known;
            var update = client.changes(from, self.name(), has, wait);
            change(c -> c.heard(from, update.position(), Instant.now()));
            boolean reached = store.adopt(has, update);
            if (reached) {
                tellOfOtherData(has, update.position());
            }
            leader = from;
            succeeded();
            return reached;
        } catch (IOException | IllegalArgumentException e) {
            leader = null;
            failed(e);
            throw new IOException(e.getMessage(), e);
        }
    }

    /** Returns what was known before. */
    private synchronized Contact change(UnaryOperator<Contact> change) {
        var before = contact;
        contact = change.apply(before);
        return before;
    }

    private void succeeded() {
        var before = change(Contact::succeeded);
        if (before.problem().isPresent()) {
            LOG.info(
                    "in contact with the leader at {}; has its data up to change {}",
                    before.address().orElse(null),
                    store.position().sequence());
        }
    }

    private void failed(Exception e) {
        var problem = e.getMessage() == null ? e.toString() : e.getMessage();
        var before = change(c -> c.failed(problem));
        if (stopping.getCount() > 0 && !before.problem().equals(Optional.of(problem))) {
            LOG.warn("no data from the leader, which is tried again until it works: {}", problem);
        }
    }

    /** Data that this member had are gone: nobody must have to find out by chance. */
    private static void tellOfOtherData(Position had, Position has) {
        if (!had.equals(Position.NOTHING) && !has.reaches(had)) {
            LOG.error(
                    "THE LEADER HAS OTHER DATA THAN THIS MEMBER HAD, which are gone now: epoch {} up to change {} gave way"
                            + " to epoch {} up to change {}. Did the leader lose its volume?",
                    had.epoch(),
                    had.sequence(),
                    has.epoch(),
                    has.sequence());
        }
    }

    @Override
    public void close() {
        stopping.countDown();
        thread.interrupt();
        client.close();
        try {
            if (thread.isAlive()) {
                thread.join(END);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
