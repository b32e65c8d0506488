package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.postgresql.ArchiveHead.Replacement;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What of an archive is restored in a place, and how. It is made without a change to anything, for a restore and, when the
 * archive is written, for saying what a restore will leave out.
 */
final class RestorePlan {
    private static final Set<String> KEEPS_ROWS = Set.of("TABLE", "TABLE DATA");

    private final List<ArchiveEntry> entries;
    private final RestorePlace place;
    private final String dumpedRole;
    private final Map<Integer, String> leftOut = new HashMap<>();
    private final Set<Integer> withoutWord = new HashSet<>();
    private final List<Replacement> replacements = new ArrayList<>();
    private final Notes notes = new Notes();
    private final List<String> refusals = new ArrayList<>();

    private RestorePlan(List<ArchiveEntry> entries, RestorePlace place) {
        this.entries = entries;
        this.place = place;
        this.dumpedRole = dumpedRole(entries);
    }

    static RestorePlan of(List<ArchiveEntry> entries, RestorePlace place) {
        var plan = new RestorePlan(entries, place);
        plan.leaveOut();
        plan.leaveOutWhatNeedsIt();
        new RestoreRights(plan.kept(), plan.dumpedRole, place).apply(plan.replacements, plan.withoutWord, plan.notes);
        entries.stream()
                .filter(e -> plan.leftOut.containsKey(e.id()))
                .forEach(e -> plan.notes.leftOut(e, plan.leftOut.getOrDefault(e.id(), "")));
        plan.kept().forEach(e -> plan.notes.owner(e, plan.dumpedRole));
        return plan;
    }

    /** The role that the dumped database belonged to, for which the application's role stands; empty if it is not said. */
    static String dumpedRole(List<ArchiveEntry> entries) {
        return entries.stream()
                .filter(e -> e.kind().equals("DATABASE"))
                .map(ArchiveEntry::owner)
                .findFirst()
                .orElse("");
    }

    private void leaveOut() {
        var types = new OwnTypes(entries);
        var references = new MissingReferences(entries);
        for (var entry : entries) {
            if (isMadeAlready(entry)) {
                withoutWord.add(entry.id());
                continue;
            }
            SuperuserOnly.why(entry, place)
                    .or(() -> types.foreignCast(entry))
                    .or(() -> references.why(entry))
                    .ifPresent(why -> leftOut.put(entry.id(), why));
        }
    }

    /** Comments of extensions come with the extension itself, and only its owner may set them. */
    private boolean isMadeAlready(ArchiveEntry entry) {
        if (entry.kind().equals("COMMENT")) {
            return entry.tag().startsWith("EXTENSION ");
        }
        return entry.kind().equals("SCHEMA")
                && place.schemas().contains(entry.tag())
                && !entry.tag().equals("public");
    }

    private void leaveOutWhatNeedsIt() {
        boolean more = true;
        while (more) {
            more = false;
            for (var entry : entries) {
                var missing = leftOut.containsKey(entry.id()) || withoutWord.contains(entry.id())
                        ? Optional.<Integer>empty()
                        : entry.needs().stream().filter(leftOut::containsKey).findFirst();
                if (missing.isPresent()) {
                    more = true;
                    leaveOut(entry, missing.get());
                }
            }
        }
    }

    private void leaveOut(ArchiveEntry entry, int missing) {
        var needed = entries.stream().filter(e -> e.id() == missing).findFirst().orElseThrow();
        if (entry.isRights() || entry.kind().equals("COMMENT") || entry.kind().equals("SECURITY LABEL")) {
            withoutWord.add(entry.id());
            return;
        }
        var why = "it needs " + needed.described();
        leftOut.put(entry.id(), why);
        if (KEEPS_ROWS.contains(entry.kind())) {
            refusals.add(
                    entry.described() + " needs " + needed.described() + ", and " + leftOut.getOrDefault(missing, ""));
        }
    }

    /** The entries that are restored, in the archive's order. */
    List<ArchiveEntry> kept() {
        return entries.stream()
                .filter(e -> !leftOut.containsKey(e.id()) && !withoutWord.contains(e.id()))
                .toList();
    }

    String dumpedRole() {
        return dumpedRole;
    }

    List<Replacement> replacements() {
        return replacements;
    }

    /** What is left out or changed, for people. Tables that cannot be made come first. */
    List<String> notes() {
        var all = new ArrayList<String>();
        refusals.forEach(r -> all.add("a restore is refused, since " + r));
        all.addAll(notes.list());
        return all;
    }

    /** @throws DriverException where rows would be left out */
    void requireAllRows() throws DriverException {
        if (!refusals.isEmpty()) {
            throw DriverException.user(
                    Reasons.RESTORE_FAILED,
                    "Rows would be left out: " + String.join("; ", refusals)
                            + ". Restore the backup by hand as a superuser, or drop what is named there in the database in"
                            + " use and make another backup");
        }
    }
}
