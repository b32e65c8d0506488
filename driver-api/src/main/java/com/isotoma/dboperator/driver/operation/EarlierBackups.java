package com.isotoma.dboperator.driver.operation;

import com.isotoma.dboperator.crds.v1alpha1.Labels;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Owner;
import com.isotoma.dboperator.driver.storage.ListedObject;
import com.isotoma.dboperator.driver.storage.Manifest;
import com.isotoma.dboperator.driver.storage.Manifests;
import com.isotoma.dboperator.driver.storage.ObjectStore;
import com.isotoma.dboperator.reasons.BackupReasons;
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
                steps.reached("What is stored in the place of " + place.url() + " cannot be seen: " + e.getMessage());
                failure = e;
            }
            copies.add(found.orElseGet(() -> new EarlierBackup.Copy(place.url(), null)));
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
        return destination.isEmpty()
                ? Optional.empty()
                : newest(destination.get().store(), destination.get().folder());
    }

    private Optional<EarlierBackup.Copy> newest(ObjectStore store, String folder)
            throws DriverException, InterruptedException {
        var objects = store.list(folder);
        var sizes = objects.stream().collect(Collectors.toMap(ListedObject::key, ListedObject::size));
        var found = new ArrayList<EarlierBackup.Copy>();
        for (var object : objects) {
            var key = object.key();
            if (key.endsWith(Manifest.SUFFIX) && mayBe(folder, key)) {
                var data = key.substring(0, key.length() - Manifest.SUFFIX.length());
                Manifests.read(store, key)
                        .filter(m -> isOurs(m, store.url(data)))
                        .filter(m -> Long.valueOf(m.stored().sizeBytes()).equals(sizes.get(data)))
                        .ifPresent(m -> found.add(new EarlierBackup.Copy(store.url(data), m)));
            }
        }
        return found.stream().max(Comparator.comparing(EarlierBackups::time));
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
