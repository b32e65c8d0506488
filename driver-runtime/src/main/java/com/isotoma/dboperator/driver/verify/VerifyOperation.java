package com.isotoma.dboperator.driver.verify;

import com.isotoma.dboperator.crds.v1alpha1.DatabasePhase;
import com.isotoma.dboperator.driver.cluster.BackupHandle;
import com.isotoma.dboperator.driver.cluster.ClusterClient;
import com.isotoma.dboperator.driver.cluster.DatabaseHandle;
import com.isotoma.dboperator.driver.cluster.EventRecorder;
import com.isotoma.dboperator.driver.cluster.status.LeftOut;
import com.isotoma.dboperator.driver.database.DatabaseCheckpoints;
import com.isotoma.dboperator.driver.database.SideDatabase;
import com.isotoma.dboperator.driver.run.Attempts;
import com.isotoma.dboperator.driver.run.Steps;
import com.isotoma.dboperator.driver.source.DumpReader;
import com.isotoma.dboperator.driver.source.RecordedObject;
import com.isotoma.dboperator.driver.source.Signatures;
import com.isotoma.dboperator.driver.source.Source;
import com.isotoma.dboperator.driver.source.SourceStores;
import com.isotoma.dboperator.driver.source.StoredDump;
import com.isotoma.dboperator.driver.spi.Capability;
import com.isotoma.dboperator.driver.spi.Contents;
import com.isotoma.dboperator.driver.spi.DriverApi;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.storage.FoundManifest;
import com.isotoma.dboperator.driver.storage.SignatureReasons;
import com.isotoma.dboperator.driver.transfer.CancelledException;
import com.isotoma.dboperator.driver.transfer.Reached;
import com.isotoma.dboperator.driver.transfer.Watched;
import com.isotoma.dboperator.reasons.BackupReasons;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Proves that a Backup can be restored: restores it into a database beside the one in use, counts what came of it, and drops
 * it again. Further copies are read to their ends and compared with what was stored. The database in use is not touched.
 */
public final class VerifyOperation {
    private final ClusterClient cluster;
    private final SourceStores storage;
    private final SideDatabase side;
    private final EventRecorder events;
    private final Steps steps;
    private final Clock clock;

    @Inject
    VerifyOperation(
            ClusterClient cluster,
            SourceStores storage,
            SideDatabase side,
            EventRecorder events,
            Steps steps,
            Clock clock) {
        this.cluster = cluster;
        this.storage = storage;
        this.side = side;
        this.events = events;
        this.steps = steps;
        this.clock = clock;
    }

    /** @throws DriverException why nothing could be found out now; another attempt is to follow */
    public void run(DatabaseHandle database, String name, DriverApi driver)
            throws DriverException, InterruptedException {
        var backup = cluster.backup(database.namespace(), name);
        var request = backup.flatMap(BackupHandle::verificationDue);
        boolean free = database.phase() == DatabasePhase.CREATED
                && !database.deletionRequested()
                && database.status().activeRestore() == null;
        if (backup.isEmpty() || request.isEmpty() || !free) {
            steps.note("Backup " + name + " is not to be verified now");
            return;
        }
        serve(database, backup.get(), request.get(), driver);
    }

    private void serve(DatabaseHandle database, BackupHandle backup, String request, DriverApi driver)
            throws DriverException, InterruptedException {
        var end = new VerificationEnd(database, backup, request, clock, events, steps);
        if (backup.verificationAttempts(request) >= Attempts.MOST) {
            // The last one was cut off, or ended with a defect.
            end.undecided(BackupReasons.NOT_VERIFIED, exhausted(lastSaid(backup)));
            return;
        }
        backup.update(s -> s.verifying(request));
        steps.reached(
                VerifyCheckpoints.ATTEMPT_BEGUN,
                "Attempt " + backup.verificationAttempts(request) + " at the verification begins");
        try {
            side.requireServer(database, driver);
        } catch (DriverException e) {
            if (e.kind() == DriverException.Kind.USER) {
                end.undecided(e.reason(), String.valueOf(e.getMessage()));
            } else {
                again(end, backup, request, e);
            }
            return;
        }
        try {
            var finding = find(database, backup, driver);
            var left = drop(database, backup, request, driver);
            switch (finding) {
                case Proof proof -> end.passed(proof.contents(), proof.notes(), left);
                case Fault fault
                when unsigned(fault.cause()) ->
                    end.undecided(fault.cause().reason(), fault.cause().getMessage() + left);
                case Fault fault -> end.failed(fault.cause(), left);
            }
        } catch (CancelledException e) {
            side.drop(database, driver);
            steps.note("Nobody wants to know any more whether Backup " + backup.name() + " is good");
        } catch (DriverException e) {
            again(end, backup, request, e);
        }
    }

    /**
     * Drops what the attempt has made.
     *
     * @return what is to be said of it where that is not possible and no attempt follows; otherwise nothing
     */
    private String drop(DatabaseHandle database, BackupHandle backup, String request, DriverApi driver)
            throws DriverException, InterruptedException {
        try {
            side.drop(database, driver);
            steps.reached(DatabaseCheckpoints.SIDE_DROPPED);
            return "";
        } catch (DriverException e) {
            if (backup.verificationAttempts(request) < Attempts.MOST) {
                throw e;
            }
            return ". The database beside the one in use could not be dropped (" + e.getMessage()
                    + "): the next verification or Restore does it, or the deletion";
        }
    }

    /** Lets another attempt follow, if this one was not the last. */
    private void again(VerificationEnd end, BackupHandle backup, String request, DriverException e)
            throws DriverException {
        int attempts = backup.verificationAttempts(request);
        if (attempts < Attempts.MOST) {
            backup.update(s -> s.verifyingAgain(Attempts.MOST, String.valueOf(e.getMessage())));
            throw e;
        }
        end.undecided(BackupReasons.NOT_VERIFIED, exhausted(String.valueOf(e.getMessage())));
    }

    private static String exhausted(String last) {
        return Attempts.MOST + " attempts did not end, which says nothing against the backup; the last: " + last;
    }

    private static String lastSaid(BackupHandle backup) {
        var verifying = backup.status().verifying();
        var said = verifying == null ? null : verifying.message();
        return said == null ? "it was cut off" : "it was cut off, and the last that was not: " + said;
    }

    /** A backup without a trusted signature may be genuine or forged. */
    private static boolean unsigned(DriverException e) {
        return e.reason().equals(SignatureReasons.SIGNATURE_MISSING)
                || e.reason().equals(SignatureReasons.SIGNATURE_UNKNOWN_KEY);
    }

    private sealed interface Finding {}

    /** It is not what it should be. */
    private record Fault(DriverException cause) implements Finding {}

    /** @throws DriverException of kind UNAVAILABLE when nothing was found out; what there is beside is dropped if it can be */
    private Finding find(DatabaseHandle database, BackupHandle backup, DriverApi driver)
            throws DriverException, InterruptedException {
        try {
            return prove(database, backup, driver);
        } catch (DriverException e) {
            if (e.kind() != DriverException.Kind.UNAVAILABLE) {
                return new Fault(e);
            }
            try {
                side.drop(database, driver);
            } catch (DriverException undropped) {
                e.addSuppressed(undropped);
            }
            throw e;
        }
    }

    /**
     * What a verification found.
     *
     * @param contents what was restored; null where nothing was
     * @param notes what was left out
     */
    private record Proof(@Nullable Contents contents, List<String> notes) implements Finding {}

    private Proof prove(DatabaseHandle database, BackupHandle backup, DriverApi driver)
            throws DriverException, InterruptedException {
        var record = new VerifyRecord(database, backup);
        Contents restored = null;
        var notes = new ArrayList<String>();
        boolean first = true;
        for (var url : backup.storedUrls()) {
            var source = new Source(url, backup);
            try (var place = storage.open(database, source)) {
                var found = judged(backup, source, place.manifest(), first);
                var dump = StoredDump.find(found, place.tenant(), source, database.driver(), driver.backupFormat());
                if (first) {
                    notes.addAll(LeftOut.asked(
                            dump.omitted().tables(), dump.omitted().data()));
                    var beside = side.make(database, driver);
                    steps.reached(DatabaseCheckpoints.SIDE_MADE);
                    DumpReader.read(
                            place,
                            source,
                            dump,
                            stream -> notes.addAll(
                                    driver.restoreReporting(beside, stream).notes()),
                            record);
                    restored = driver.contents(beside);
                    if (driver.capabilities().contains(Capability.COMPARABLE_COUNTS)) {
                        dump.requireSame(restored);
                        steps.reached(VerifyCheckpoints.COMPARED);
                    }
                } else {
                    DumpReader.read(place, source, dump, VerifyOperation::readOn, record);
                    steps.reached(VerifyCheckpoints.COPY_COMPARED, "A copy is what was stored: " + url);
                }
                first = false;
            }
        }
        return new Proof(restored, notes);
    }

    /** Says what the signature is worth, and goes on only where that is enough. Of several copies the worst counts. */
    private static FoundManifest judged(BackupHandle backup, Source source, FoundManifest found, boolean first)
            throws DriverException {
        var signature = found.signature();
        boolean vouched = RecordedObject.of(source).vouched();
        if (first || (signature != null && !signature.valid())) {
            backup.update(s -> s.signature(Signatures.state(signature)));
        }
        if (signature != null) {
            signature.require(vouched);
        }
        return found;
    }

    private static void readOn(InputStream dump) throws IOException {
        var buffer = new byte[64 * 1024];
        int n;
        do {
            n = dump.read(buffer);
        } while (n >= 0);
    }

    /** A verification, which is wanted as long as the Backup and its Database are. */
    private record VerifyRecord(DatabaseHandle database, BackupHandle backup) implements Watched {
        private static final Logger LOG = LoggerFactory.getLogger("db-operator");

        @Override
        public String name() {
            return "the verification of Backup " + backup.name();
        }

        /** How fast a Backup was made stands in its status; how far its verification is, only in the log. */
        @Override
        public void progress(Reached reached) {
            LOG.info("{}", reached.text());
        }

        @Override
        public boolean cancelled() {
            return !backup.refresh()
                    || backup.deletionRequested()
                    || !database.refresh()
                    || database.deletionRequested();
        }
    }
}
