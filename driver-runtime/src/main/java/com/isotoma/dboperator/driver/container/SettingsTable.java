package com.isotoma.dboperator.driver.container;

import com.isotoma.dboperator.driver.spi.DriverSettings;
import com.isotoma.dboperator.driver.spi.Setting;
import java.util.List;

/** The settings of a driver as a section of its documentation. */
public final class SettingsTable {
    private SettingsTable() {}

    /** Markdown, with one heading for {@code spec.connect} and one for {@code spec.options}. */
    public static String of(DriverSettings settings) {
        return "## spec.connect\n\n" + table(settings.connect()) + "\n## spec.options\n\n" + table(settings.options())
                + "\n";
    }

    private static String table(List<Setting> settings) {
        if (settings.isEmpty()) {
            return "This driver has none.\n";
        }
        var text = new StringBuilder("| key | takes | when absent | meaning |\n| --- | --- | --- | --- |\n");
        for (var setting : settings) {
            text.append("| `%s` | %s | %s | %s |\n"
                    .formatted(
                            setting.key(),
                            cell(setting.values()),
                            cell(setting.whenAbsent()),
                            cell(setting.meaning())));
        }
        return text.toString();
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace('\n', ' ');
    }
}
