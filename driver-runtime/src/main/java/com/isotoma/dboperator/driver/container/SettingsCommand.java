package com.isotoma.dboperator.driver.container;

import com.isotoma.dboperator.driver.run.ExitStatus;
import com.isotoma.dboperator.driver.spi.Permit;
import java.io.PrintStream;

/** {@code --settings}: the keys of spec.connect and spec.options that the drivers of this image read, in Markdown. */
final class SettingsCommand {
    static final String NAME = "--settings";

    private SettingsCommand() {}

    static ExitStatus run(DriverCatalog drivers, PrintStream out) {
        for (var name : drivers.names()) {
            drivers.find(name, Permit.ALWAYS)
                    .ifPresent(driver -> out.print("# " + name + "\n\n" + SettingsTable.of(driver.settings())));
        }
        return ExitStatus.DONE;
    }
}
