package com.isotoma.dboperator.driver.container;

import com.isotoma.dboperator.driver.command.UsageException;
import com.isotoma.dboperator.driver.spi.DriverApi;
import com.isotoma.dboperator.driver.spi.DriverFactory;
import com.isotoma.dboperator.driver.spi.DriverPlugin;
import com.isotoma.dboperator.driver.spi.Permit;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The drivers in this image. */
final class DriverCatalog {
    private final Map<String, DriverFactory> drivers;

    private DriverCatalog(Map<String, DriverFactory> drivers) {
        this.drivers = drivers;
    }

    /** What the plugins on the class path register. */
    static DriverCatalog load() throws UsageException {
        return of(ServiceLoader.load(DriverPlugin.class));
    }

    static DriverCatalog of(Iterable<DriverPlugin> plugins) throws UsageException {
        var drivers = new TreeMap<String, DriverFactory>();
        try {
            plugins.forEach(plugin -> plugin.register((name, factory) -> add(drivers, plugin, name, factory)));
        } catch (ServiceConfigurationError e) {
            throw new UsageException("a driver on the class path cannot be loaded: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage() == null ? e.toString() : e.getMessage());
        }
        if (drivers.isEmpty()) {
            throw new UsageException("no driver is on the class path: a jar with META-INF/services/"
                    + DriverPlugin.class.getName() + " is missing");
        }
        return new DriverCatalog(drivers);
    }

    private static void add(
            Map<String, DriverFactory> drivers, DriverPlugin plugin, String name, DriverFactory factory) {
        if (name.isBlank()) {
            throw new IllegalArgumentException(plugin.getClass().getName() + " registers a driver without a name");
        }
        if (drivers.putIfAbsent(name, factory) != null) {
            throw new IllegalArgumentException("two drivers are registered as " + name);
        }
    }

    SortedSet<String> names() {
        return Collections.unmodifiableSortedSet(new TreeSet<>(drivers.keySet()));
    }

    /** The driver of that name, newly made. */
    Optional<DriverApi> find(String name, Permit permit) {
        return Optional.ofNullable(drivers.get(name)).map(factory -> factory.create(permit));
    }
}
