package com.isotoma.dboperator.driver.command;

import com.isotoma.dboperator.driver.storage.Sizes;
import com.isotoma.dboperator.driver.support.PlainText;
import java.util.ArrayList;
import java.util.List;

/** A listing for people: columns with a title each, one line a backup. */
public final class Table {
    private static final String GAP = "   ";
    private static final List<String> TITLES =
            List.of("COMPLETED", "NAMESPACE", "DATABASE", "BACKUP", "DRIVER", "SERVER", "SIZE", "STATE", "OBJECT");

    private Table() {}

    public static String of(List<StoredBackup> backups) {
        var rows = new ArrayList<List<String>>();
        boolean signatures = backups.stream().anyMatch(b -> b.signature() != null);
        rows.add(with(TITLES, signatures, "SIGNATURE"));
        backups.forEach(b -> rows.add(with(row(b), signatures, String.valueOf(b.signature()))));
        var text = new StringBuilder();
        for (var row : rows) {
            var line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                line.append(padded(row.get(column), width(rows, column))).append(GAP);
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    /** The row with one more column before the last, if that is asked for. */
    private static List<String> with(List<String> row, boolean wanted, String value) {
        var all = new ArrayList<>(row);
        if (wanted) {
            all.add(all.size() - 1, value);
        }
        return all;
    }

    private static List<String> row(StoredBackup backup) {
        var origin = backup.manifest().origin();
        var dump = backup.manifest().dump();
        return List.of(
                shown(dump.completedAt()),
                shown(origin.namespace()),
                shown(origin.database()),
                shown(origin.backup()),
                shown(dump.driver()),
                shown(dump.serverVersion()),
                Sizes.text(backup.manifest().stored().sizeBytes()),
                backup.state().word() + (dump.omitted().nothing() ? "" : ", a part"),
                shown(backup.url()));
    }

    /** What lies in a bucket must not steer a terminal. */
    private static String shown(String text) {
        return PlainText.of(text);
    }

    private static int width(List<List<String>> rows, int column) {
        return rows.stream().mapToInt(r -> r.get(column).length()).max().orElse(0);
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(width - text.length());
    }
}
