package com.isotoma.dboperator.driver.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.driver.spi.DriverPlugin;
import com.isotoma.dboperator.driver.spi.Permit;
import java.util.HashMap;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class PluginTest {
    @Test
    void theDriverIsFoundUnderItsName() {
        var drivers = new HashMap<String, Class<?>>();
        ServiceLoader.load(DriverPlugin.class)
                .forEach(plugin -> plugin.register((name, factory) ->
                        drivers.put(name, factory.create(Permit.ALWAYS).getClass())));

        assertThat(drivers).containsEntry("postgresql", PostgresqlDriver.class);
    }
}
