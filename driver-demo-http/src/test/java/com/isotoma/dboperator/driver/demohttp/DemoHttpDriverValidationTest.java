package com.isotoma.dboperator.driver.demohttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.isotoma.dboperator.driver.spi.DatabaseTarget;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.DriverPlugin;
import com.isotoma.dboperator.driver.spi.Permit;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.spi.Settings;
import java.net.InetAddress;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the driver refuses without asking a server, what it makes of a target, and how it is found. */
class DemoHttpDriverValidationTest {
    private final DemoHttpDriver driver = new DemoHttpDriver();

    @ParameterizedTest
    @CsvSource({"host,evil/../x?,host name or address", "port,65536,from 1 to 65535", "scheme,ftp,http", "hots,x,hots"})
    void aWrongConnectKeyIsNamedWithItsRemedy(String key, String value, String message) {
        var connect = new HashMap<String, Object>(Map.of("host", "db", "port", "8089"));
        connect.put(key, value);

        refused(Targets.connect(connect), "spec.connect." + key, message);
    }

    @Test
    void optionsAreRefusedBecauseThereAreNone() {
        var target = Targets.connect(Map.of("host", "db"));
        refused(
                new DatabaseTarget(
                        target.owner(),
                        target.databaseName(),
                        target.username(),
                        target.connect(),
                        new Settings("spec.options", Map.of("encoding", "UTF8")),
                        target.admin()),
                "spec.options.encoding");
    }

    @Test
    void namesThatTheServerWouldRefuseAreRefusedAtOnce() {
        refused(Targets.at(1, Targets.OWNER, ""), "spec.name", "1 to 64");
        refused(Targets.at(1, Targets.OWNER, "x".repeat(65)), "spec.name", "65 characters");
        refused(Targets.at(1, Targets.OWNER, "\ud83d"), "spec.name", "Unicode");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"db", "db.example.com", "10.0.0.1", "my_host.local.", "::1", "fe80::1", "[::1]", "_db", "::1%1"})
    void hostsOfEveryKindAreTakenAndCanBeAsked(String host) throws Exception {
        var target = Targets.connect(Map.of("host", host));

        driver.validate(target);

        var url = URI.create(Endpoint.of(target.connect()).url("/healthz")).toURL();
        assertThat(url.getPort()).isEqualTo(8089);
        if (host.contains(":")) {
            assertThat(InetAddress.getByName(url.getHost()).isLoopbackAddress() || host.startsWith("fe80"))
                    .isTrue();
        }
    }

    @Test
    void theBindingsUriLeadsBackToAllItsParts() {
        var target = Targets.at(8089, Targets.OWNER, "a/b c?#%");

        var binding = driver.binding(target, "p@ss:w/rd");

        var uri = URI.create(binding.uri());
        assertThat(uri.getScheme()).isEqualTo("http");
        assertThat(uri.getHost()).isEqualTo("127.0.0.1");
        assertThat(uri.getPort()).isEqualTo(8089);
        assertThat(uri.getUserInfo()).isEqualTo(target.username() + ":p@ss:w/rd");
        assertThat(uri.getRawPath()).isEqualTo("/databases/a%2Fb%20c%3F%23%25");
        assertThat(binding.jdbcUrl()).isNull();
        assertThat(binding.toString()).doesNotContain("rd");
    }

    @Test
    void aBindingToAnIpv6AddressHasItInBrackets() {
        var binding = driver.binding(Targets.connect(Map.of("host", "::1", "scheme", "https")), "pw");

        assertThat(binding.uri()).startsWith("https://").contains("@[::1]:8089/databases/orders");
        assertThat(binding.host()).isEqualTo("::1");
    }

    @Test
    void thePluginIsFoundAndRegistersTheDriver() {
        var drivers = new HashMap<String, Class<?>>();
        ServiceLoader.load(DriverPlugin.class)
                .forEach(plugin -> plugin.register((name, factory) ->
                        drivers.put(name, factory.create(Permit.ALWAYS).getClass())));

        assertThat(drivers).containsExactly(Map.entry("demo-http", DemoHttpDriver.class));
    }

    private void refused(DatabaseTarget target, String... message) {
        assertThatThrownBy(() -> driver.validate(target))
                .asInstanceOf(type(DriverException.class))
                .returns(DriverException.Kind.USER, DriverException::kind)
                .returns(Reasons.INVALID_SPEC, DriverException::reason)
                .extracting(DriverException::getMessage)
                .asString()
                .contains(message);
    }
}
