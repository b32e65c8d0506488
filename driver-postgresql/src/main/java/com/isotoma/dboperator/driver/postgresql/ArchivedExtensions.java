package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The extensions of an archive. Their objects are named with their schema everywhere in it, so they have to be where they
 * were. The admin installs those that the Database's options name; others are the application's own to install.
 *
 * @param entries the archive's table of contents
 */
record ArchivedExtensions(List<ArchiveEntry> entries) {
    private static final String NAME = "(\"(?:[^\"]|\"\")+\"|[^\\s;]+)";
    private static final Pattern STATEMENT =
            Pattern.compile("CREATE EXTENSION IF NOT EXISTS " + NAME + " WITH SCHEMA " + NAME + ";\\s*");

    /** Brings what is installed to where the archive has it, in a database that holds nothing else. */
    void prepare(Extensions extensions, DatabaseTarget target) throws DriverException {
        var named = DatabaseOptions.of(target.options()).extensionNames();
        var installed = extensions.installed();
        for (var entry : entries) {
            var statement = STATEMENT.matcher(entry.definition().value());
            if (!entry.kind().equals("EXTENSION") || !statement.matches()) {
                continue;
            }
            var name = Rights.unquoted(statement.group(1));
            var schema = Rights.unquoted(statement.group(2));
            var there = installed.stream().filter(e -> e.name().equals(name)).findFirst();
            if (there.isPresent() && !there.get().schema().equals(schema)) {
                extensions.move(name, schema);
            } else if (there.isEmpty() && named.contains(name)) {
                extensions.ensureLike(List.of(new Extensions.Installed(name, schema, "")));
            }
        }
    }
}
