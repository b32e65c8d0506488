package com.isotoma.dboperator.driver.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.Guice;
import com.isotoma.dboperator.driver.spi.DriverPlugin;
import java.util.List;
import java.util.ServiceConfigurationError;
import org.junit.jupiter.api.Test;

class DriverCatalogTest {
    @Test
    void severalPluginsMayBringSeveralDrivers() throws Exception {
        var catalog = DriverCatalog.of(List.of(
                r -> {
                    r.add("mysql", SilentDriver.class);
                    r.add("mariadb", SilentDriver.class);
                },
                r -> r.add("demo", SilentDriver.class)));

        assertThat(catalog.names()).containsExactly("demo", "mariadb", "mysql");
        assertThat(catalog.find("mariadb", Guice.createInjector())).containsInstanceOf(SilentDriver.class);
    }

    @Test
    void anUnknownDriverIsNotFound() throws Exception {
        var catalog = DriverCatalog.of(List.of(r -> r.add("demo", SilentDriver.class)));

        assertThat(catalog.find("oracle", Guice.createInjector())).isEmpty();
    }

    @Test
    void aNameThatIsTakenIsRefusedByName() {
        DriverPlugin plugin = r -> r.add("demo", SilentDriver.class);

        assertThatThrownBy(() -> DriverCatalog.of(List.of(plugin, plugin)))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("two drivers are registered as demo");
    }

    @Test
    void aBlankNameIsRefusedWithTheClassThatHasIt() {
        assertThatThrownBy(() -> DriverCatalog.of(List.of(r -> r.add(" ", SilentDriver.class))))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(SilentDriver.class.getName());
    }

    @Test
    void anImageWithoutDriversSaysWhatIsMissing() {
        assertThatThrownBy(() -> DriverCatalog.of(List.of()))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("META-INF/services/" + DriverPlugin.class.getName());
    }

    @Test
    void aPluginThatCannotBeLoadedIsAFaultOfTheImage() {
        Iterable<DriverPlugin> broken = () -> {
            throw new ServiceConfigurationError("Provider com.example.Plugin not found");
        };

        assertThatThrownBy(() -> DriverCatalog.of(broken))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("com.example.Plugin");
    }
}
