package com.isotoma.dboperator.driver.operation;

import static java.util.stream.Collectors.joining;

import com.isotoma.dboperator.driver.spi.DriverException;
import java.util.List;

/** Makes one failure of those of all copies. */
final class CopyFailures {
    private CopyFailures() {}

    /** @throws DriverException when nothing can come of any of them, and says why of each */
    static void requireOne(List<CopyRun> copies) throws DriverException {
        var failures = copies.stream().flatMap(c -> c.failure().stream()).toList();
        if (failures.size() < copies.size()) {
            return;
        }
        if (failures.size() == 1) {
            throw failures.getFirst();
        }
        // One that another attempt may mend is reason enough for it.
        var first = failures.stream()
                .filter(f -> f.kind() != DriverException.Kind.USER)
                .findFirst()
                .orElse(failures.getFirst());
        var each = copies.stream()
                .map(c -> c.url() + ": "
                        + c.failure().map(DriverException::getMessage).orElse(""))
                .collect(joining("; "));
        throw new DriverException(first.kind(), first.reason(), "No copy could be stored: " + each, first);
    }
}
