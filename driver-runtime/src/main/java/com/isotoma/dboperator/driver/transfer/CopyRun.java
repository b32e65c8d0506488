package com.isotoma.dboperator.driver.transfer;

import com.isotoma.dboperator.driver.bucket.Destination;
import com.isotoma.dboperator.driver.run.Steps;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.storage.AgeRecipients;
import com.isotoma.dboperator.driver.storage.CopyStream;
import com.isotoma.dboperator.driver.storage.Manifest;
import com.isotoma.dboperator.driver.storage.ManifestSignature;
import com.isotoma.dboperator.driver.storage.StoredAttempt;
import com.isotoma.dboperator.driver.storage.StoredObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One copy of a backup, from the first call of its store to what came of it. What fails of it is kept for the end and fails
 * nothing else; a run that is overtaken or interrupted ends all the same.
 */
public final class CopyRun {
    private static final String MEDIA_TYPE = "application/zstd";
    private static final String ENCRYPTED_TYPE = "application/octet-stream";
    /** Name of the metadata that says which keys read the object. */
    private static final String RECIPIENTS = "age-recipients";

    private final String url;
    private final @Nullable Destination destination;
    private @Nullable DriverException failure;
    private @Nullable CopyStream stream;
    private CopyStream.@Nullable Result result;

    public CopyRun(Destination destination) {
        this.url = destination.url();
        this.destination = destination;
    }

    /** One whose place cannot even be opened. */
    public CopyRun(String url, DriverException failure) {
        this.url = url;
        destination = null;
        this.failure = failure;
    }

    public String url() {
        return url;
    }

    /** Where it goes; empty where that cannot be opened. */
    public Optional<Destination> destination() {
        return Optional.ofNullable(destination);
    }

    Optional<DriverException> failure() {
        return Optional.ofNullable(failure);
    }

    CopyOutcome outcome() {
        return new CopyOutcome(url, failure == null ? result : null, failure);
    }

    private interface Step {
        void take(Destination destination) throws DriverException, InterruptedException;
    }

    private void unlessFailed(Step step) throws InterruptedException {
        if (failure == null && destination != null) {
            try {
                step.take(destination);
            } catch (DriverException e) {
                failure = e;
            }
        }
    }

    /**
     * Makes room for a new attempt: removes what earlier ones have left that is no backup. A key that all attempts write
     * under must be free; of keys of their own whatever stays is no matter.
     */
    void clear(Runnable claim, Steps steps) throws InterruptedException {
        if (destination != null && destination.attempts() != null) {
            clearAttempts(attempt -> !attempt.committed(), claim, steps)
                    .forEach(stays -> steps.note("What an earlier run left stays: " + stays));
        } else {
            unlessFailed(place -> place.clear(claim));
        }
    }

    /**
     * Removes what attempts have left of other objects than these.
     *
     * @param urls the objects that are good
     * @return what stays of what is there, and why
     */
    public List<String> clearOthers(Set<String> urls, Runnable claim, Steps steps) throws InterruptedException {
        return destination == null
                ? List.of()
                : clearAttempts(a -> !urls.contains(destination.store().url(a.key())), claim, steps);
    }

    private List<String> clearAttempts(Predicate<StoredAttempt> which, Runnable claim, Steps steps)
            throws InterruptedException {
        try {
            return destination == null ? List.of() : destination.clearAttempts(which, claim);
        } catch (DriverException e) {
            steps.note("What earlier runs left at " + url + " cannot be seen: " + e.getMessage());
            return List.of();
        }
    }

    /** Begins the upload, of which nothing is seen yet. */
    Optional<CopyStream> begin() throws InterruptedException {
        unlessFailed(place -> {
            var recipients = place.recipients();
            var type = recipients == null ? MEDIA_TYPE : ENCRYPTED_TYPE;
            stream = new CopyStream(place.store().begin(place.key(), type, metadata(recipients)), recipients);
        });
        return Optional.ofNullable(stream);
    }

    private static Map<String, String> metadata(@Nullable AgeRecipients recipients) {
        return recipients == null ? Map.of() : Map.of(RECIPIENTS, String.join(",", recipients.keys()));
    }

    /** Takes notice of a write that has failed. */
    void settle() {
        var fault = stream == null ? null : stream.failure();
        if (failure == null && fault != null) {
            failure = CopyStream.explained(fault);
        }
    }

    /** Makes the object appear, unless a write has failed, and looks whether the store has what was sent. */
    void complete() throws InterruptedException {
        var sent = stream;
        if (sent == null) {
            return;
        }
        unlessFailed(place -> {
            var stored = sent.complete();
            result = stored;
            check(place, stored.object());
        });
    }

    private void check(Destination place, StoredObject sent) throws DriverException, InterruptedException {
        var stored = place.store()
                .find(place.key())
                .orElseThrow(() -> DriverException.unavailable(
                        Reasons.STORAGE_FAILED, "The store does not have " + url + " after taking it", null));
        boolean sameChecksum = stored.checksum() == null || stored.checksum().equals(sent.checksum());
        if (stored.size() != sent.size() || !sameChecksum) {
            throw DriverException.unavailable(
                    Reasons.STORAGE_FAILED,
                    "The store has " + stored.size() + " bytes with checksum " + stored.checksum() + " at " + url
                            + ", and " + sent.size() + " with " + sent.checksum() + " were sent",
                    null);
        }
    }

    /** Puts the manifest next to the object, and before it the signature: with the manifest the backup is there. */
    void describe(Function<Described, Manifest> describer) throws InterruptedException {
        var stored = result;
        if (stored == null) {
            return;
        }
        unlessFailed(place -> {
            var manifest = describer.apply(new Described(place.name(), stored, place.recipients()));
            var json = manifest.toJson();
            var signer = place.signer();
            if (signer != null) {
                put(place, ManifestSignature.keyOf(place.key()), signer.sign(json), "signature");
            }
            put(place, Manifest.keyOf(place.key()), json, "manifest");
        });
    }

    private static void put(Destination place, String key, byte[] content, String what)
            throws DriverException, InterruptedException {
        if (!place.store().putNew(key, content, Manifest.MEDIA_TYPE)) {
            throw DriverException.unavailable(
                    Reasons.STORAGE_FAILED,
                    "The store has another object in the place of the " + what + " "
                            + place.store().url(key),
                    null);
        }
    }

    /**
     * What a manifest describes.
     *
     * @param object the last part of the object's key
     * @param result what was stored
     * @param recipients who can read it, or null when it is not encrypted
     */
    public record Described(
            String object,
            CopyStream.Result result,
            @Nullable AgeRecipients recipients) {}

    /** Removes an object that is there and no good. Where that is refused, it has no manifest, and so is no backup. */
    void discardFailed(Runnable claim, Steps steps) throws InterruptedException {
        if (failure != null && result != null && destination != null) {
            try {
                destination.clear(claim);
            } catch (DriverException e) {
                steps.note(url + " is no good and could not be removed: " + e.getMessage());
            }
        }
    }

    /** Removes an object that is this attempt's alone, as far as that is possible: what keeps it is added to the cause. */
    void withdraw(Exception cause) throws InterruptedException {
        if (result != null && destination != null && destination.attempts() != null) {
            try {
                destination.clear(() -> {});
            } catch (DriverException | RuntimeException e) {
                cause.addSuppressed(e);
            }
        }
    }

    /** Removes what other runs have left in the place of a copy that is stored. That this is refused is no matter. */
    public void sweep(Instant before, Steps steps) throws InterruptedException {
        if (failure == null && destination != null) {
            try {
                int removed = destination.sweep(before);
                if (removed > 0) {
                    steps.note(removed + " remains of earlier uploads are removed");
                }
            } catch (DriverException e) {
                steps.note("Remains of earlier uploads could not be looked for: " + e.getMessage());
            }
        }
    }
}
