package com.isotoma.dboperator.driver.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.isotoma.dboperator.driver.command.UsageException;
import com.isotoma.dboperator.driver.spi.DriverPlugin;
import com.isotoma.dboperator.driver.spi.Permit;
import java.util.List;
import java.util.ServiceConfigurationError;
import org.junit.jupiter.api.Test;

class DriverCatalogTest {
    @Test
    void severalPluginsMayBringSeveralDrivers() throws Exception {
        var catalog = DriverCatalog.of(List.of(
                r -> {
                    r.add("mysql", permit -> new SilentDriver());
                    r.add("mariadb", permit -> new SilentDriver());
                },
                r -> r.add("demo", permit -> new SilentDriver())));

        assertThat(catalog.names()).containsExactly("demo", "mariadb", "mysql");
        assertThat(catalog.find("mariadb", Permit.ALWAYS)).containsInstanceOf(SilentDriver.class);
    }

    @Test
    void anUnknownDriverIsNotFound() throws Exception {
        var catalog = DriverCatalog.of(List.of(r -> r.add("demo", permit -> new SilentDriver())));

        assertThat(catalog.find("oracle", Permit.ALWAYS)).isEmpty();
    }

    @Test
    void aNameThatIsTakenIsRefusedByName() {
        DriverPlugin plugin = r -> r.add("demo", permit -> new SilentDriver());

        assertThatThrownBy(() -> DriverCatalog.of(List.of(plugin, plugin)))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("two drivers are registered as demo");
    }

    @Test
    void aBlankNameIsRefusedWithThePluginThatGaveIt() {
        assertThatThrownBy(() -> DriverCatalog.of(List.of(r -> r.add(" ", permit -> new SilentDriver()))))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(DriverCatalogTest.class.getName());
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
