package com.isotoma.dboperator.it;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the project's files are, whatever folder the tests run in. */
final class Workspace {
    private Workspace() {}

    static Path root() {
        var folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.exists(folder.resolve("crds/yaml"))) {
            folder = folder.getParent();
        }
        if (folder == null) {
            throw new IllegalStateException("no folder above has crds/yaml");
        }
        return folder;
    }
}
