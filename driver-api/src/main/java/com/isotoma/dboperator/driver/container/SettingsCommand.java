package com.isotoma.dboperator.driver.container;

import com.google.inject.Guice;
import com.isotoma.dboperator.driver.spi.Permit;
import com.isotoma.dboperator.driver.support.SettingsTable;
import java.io.PrintStream;

/** {@code --settings}: the keys of spec.connect and spec.options that the drivers of this image read, in Markdown. */
final class SettingsCommand {
    static final String NAME = "--settings";

    private SettingsCommand() {}

    static ExitStatus run(DriverCatalog drivers, PrintStream out) {
        var injector = Guice.createInjector(binder -> binder.bind(Permit.class).toInstance(Permit.ALWAYS));
        for (var name : drivers.names()) {
            drivers.find(name, injector)
                    .ifPresent(driver -> out.print("# " + name + "\n\n" + SettingsTable.of(driver.settings())));
        }
        return ExitStatus.DONE;
    }
}
