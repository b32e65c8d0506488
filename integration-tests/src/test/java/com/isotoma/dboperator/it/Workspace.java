package com.isotoma.dboperator.it;

import java.net.URI;
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

    /** The folder that this class was loaded from. */
    static Path testClasses() {
        return Path.of(URI.create(String.valueOf(
                Workspace.class.getProtectionDomain().getCodeSource().getLocation())));
    }
}
