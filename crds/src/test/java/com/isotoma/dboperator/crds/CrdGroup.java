package com.isotoma.dboperator.crds;

import java.nio.file.Path;
import java.util.List;

/**
 * One API group, as far as its records do not tell.
 *
 * @param folder where its YAML is committed
 */
record CrdGroup(Path folder, List<CrdKind> kinds) {
    private static final Path YAML = Path.of("yaml");

    /** All there are. */
    static final List<CrdGroup> ALL =
            List.of(new CrdGroup(YAML, DatabaseKinds.ALL), new CrdGroup(YAML.resolve("demo"), DemoKinds.ALL));
}
