package com.isotoma.dboperator.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.driver.container.SettingsTable;
import com.isotoma.dboperator.driver.spi.DriverApi;
import com.isotoma.dboperator.driver.spi.DriverPlugin;
import com.isotoma.dboperator.driver.spi.Permit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tables of settings in {@code docs/drivers}; {@code -Ddocs.write=true} writes them. */
class DriverPagesTest {
    private static final Path PAGES = Path.of("../docs/drivers");
    private static final String BEGIN = "<!-- settings, as driver --settings prints them -->\n";
    private static final String END = "<!-- end of settings -->\n";

    /** One server, two drivers, one page. */
    private static final Map<String, String> PAGE_OF = Map.of("mariadb", "mysql");

    static Stream<String> drivers() {
        return implementations().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("drivers")
    void everySettingOfADriverIsOnItsPage(String name) throws IOException {
        var page = PAGES.resolve(PAGE_OF.getOrDefault(name, name) + ".md");
        var text = Files.readString(page);
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        assertThat(begin).as("%s has a place for the settings", page).isNotNegative();
        assertThat(end).isGreaterThan(begin);
        var expected = text.substring(0, begin + BEGIN.length()) + "\n" + settings(name) + text.substring(end);
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(page, expected);
        }

        assertThat(page)
                .as("%s is stale: -Ddocs.write=true -pl integration-tests -am test writes it", page)
                .content()
                .isEqualTo(expected);
    }

    @Test
    void allDriversAreLookedAt() {
        assertThat(implementations()).containsOnlyKeys("demo-http", "mariadb", "mysql", "postgresql");
    }

    private static String settings(String name) {
        return SettingsTable.of(
                Objects.requireNonNull(implementations().get(name)).settings());
    }

    private static Map<String, DriverApi> implementations() {
        var drivers = new TreeMap<String, DriverApi>();
        ServiceLoader.load(DriverPlugin.class)
                .forEach(
                        plugin -> plugin.register((name, factory) -> drivers.put(name, factory.create(Permit.ALWAYS))));
        return drivers;
    }
}
