package com.isotoma.dboperator.driver.backup;

import com.isotoma.dboperator.driver.bucket.Destination;
import com.isotoma.dboperator.driver.run.Steps;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Owner;
import com.isotoma.dboperator.driver.storage.FoundManifest;
import com.isotoma.dboperator.driver.storage.ListedObject;
import com.isotoma.dboperator.driver.storage.Manifest;
import com.isotoma.dboperator.driver.storage.Manifests;
import com.isotoma.dboperator.driver.support.Labels;
import com.isotoma.dboperator.driver.transfer.CopyRun;
import com.isotoma.dboperator.reasons.BackupReasons;
import com.isotoma.dboperator.reasons.LocationReasons;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a Backup has stored before it came back without its status. A Backup that names its object, as those do that
 * come from an export, is that object's, whichever cluster has written it. Any other one is found by the names in a manifest
 * that this very cluster has written: another cluster that uses the same folder has Backups of its own.
 */
final class EarlierBackups {
    private final Owner owner;
    private final String backup;
    private final @Nullable String url;
    private final Steps steps;

    /** @param url of the object that the Backup itself names; null where it names none */
    EarlierBackups(Owner owner, String backup, @Nullable String url, Steps steps) {
        this.steps = steps;
        this.owner = owner;
        this.backup = backup;
        this.url = url;
    }

    /**
     * Looks into each place that can be opened. One that cannot be listed is as one that has nothing: no copy will be stored
     * there either, as things are.
     *
     * @return empty for a Backup that is new
     * @throws DriverException when the object that the Backup names cannot be looked for, or is gone
     */
    Optional<EarlierBackup> in(List<CopyRun> places) throws DriverException, InterruptedException {
        var copies = new ArrayList<EarlierBackup.Copy>();
        DriverException failure = null;
        for (var place : places) {
            Optional<EarlierBackup.Copy> found = Optional.empty();
            try {
                found = look(place);
            } catch (DriverException e) {
                if (e.reason().equals(LocationReasons.NAMESPACE_REPLACED)) {
                    // It is there, and has this Backup's name.
                    throw e;
                }
                steps.note("What is stored in the place of " + place.url() + " cannot be seen: " + e.getMessage());
                failure = e;
            }
            copies.add(found.orElseGet(() -> EarlierBackup.Copy.none(place.url())));
        }
        if (copies.stream().anyMatch(copy -> copy.stored().isPresent())) {
            return Optional.of(new EarlierBackup(copies));
        }
        if (url != null && failure != null) {
            throw failure;
        }
        if (url != null) {
            throw DriverException.user(
                    BackupReasons.OBJECT_MISSING,
                    "This Backup was made before and stored at " + url
                            + ", and that object with its manifest is not"
                            + " in the places that it or its Database names now. The data of today is not what it held, so"
                            + " it is not made again: name that place again, or create a Backup of another name");
        }
        return Optional.empty();
    }

    private Optional<EarlierBackup.Copy> look(CopyRun place) throws DriverException, InterruptedException {
        var destination = place.destination();
        return destination.isEmpty() ? Optional.empty() : newest(destination.get());
    }

    private Optional<EarlierBackup.Copy> newest(Destination place) throws DriverException, InterruptedException {
        var store = place.store();
        var folder = place.folder();
        var objects = store.list(folder);
        var sizes = objects.stream().collect(Collectors.toMap(ListedObject::key, ListedObject::size));
        var found = new ArrayList<EarlierBackup.Copy>();
        for (var object : objects) {
            var key = object.key();
            if (key.endsWith(Manifest.SUFFIX) && mayBe(folder, key)) {
                var data = key.substring(0, key.length() - Manifest.SUFFIX.length());
                var signer = place.signer();
                var content = FoundManifest.in(store, data, signer == null ? null : signer.trusted());
                Manifests.parse(store.url(key), content.content().orElse(null))
                        .filter(m -> isOurs(m, store.url(data)))
                        .filter(m -> Long.valueOf(m.stored().sizeBytes()).equals(sizes.get(data)))
                        .map(m -> new EarlierBackup.Copy(store.url(data), m, content.signature()))
                        .ifPresent(found::add);
            }
        }
        for (var copy : found) {
            if (copy.stored().isPresent()) {
                place.tenant().require(copy.stored().get().origin(), copy.url());
            }
        }
        requireUnchanged(found);
        return found.stream().filter(this::counts).max(Comparator.comparing(EarlierBackups::time));
    }

    /** @throws DriverException of kind USER when the object that the Backup names is not what was signed */
    private void requireUnchanged(List<EarlierBackup.Copy> found) throws DriverException {
        for (var copy : found) {
            if (named(copy.url()) && copy.signature() != null) {
                copy.signature().require(true);
            }
        }
    }

    /**
     * Whoever may write to the bucket could keep a new Backup from being made by what looks like an earlier one. Where
     * manifests are signed, only a signed one does, or the one that the Backup names itself.
     */
    private boolean counts(EarlierBackup.Copy copy) {
        var signature = copy.signature();
        if (signature == null || signature.valid() || named(copy.url())) {
            return true;
        }
        steps.note("Not taken for this Backup's: " + signature.message());
        return false;
    }

    /** By the name of the object, before anything is read. */
    private boolean mayBe(String folder, String key) {
        return key.substring(folder.length()).contains("-" + Labels.value(backup) + "-");
    }

    private boolean named(String object) {
        return object.equals(url);
    }

    private boolean isOurs(Manifest manifest, String object) {
        var origin = manifest.origin();
        return (named(object) || origin.cluster().equals(owner.cluster()))
                && origin.namespace().equals(owner.namespace())
                && origin.database().equals(owner.name())
                && origin.backup().equals(backup);
    }

    private static String time(EarlierBackup.Copy copy) {
        return copy.stored().map(m -> m.dump().completedAt()).orElse("");
    }
}
