package com.isotoma.dboperator.driver.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.sql.DriverManager;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BindingsTest {
    @Test
    void aPlainBindingHasEverythingToConnect() {
        var target = ValidationTest.target("shop", "app", Map.of("host", "db.example"), Map.of());

        var binding = new MysqlDriver().binding(target, "Secret1");

        assertThat(binding.type()).isEqualTo("mysql");
        assertThat(binding.provider()).isEqualTo("mysql");
        assertThat(binding.host()).isEqualTo("db.example");
        assertThat(binding.port()).isEqualTo(3306);
        assertThat(binding.uri()).isEqualTo("mysql://app:Secret1@db.example:3306/shop");
        assertThat(binding.jdbcUrl()).isEqualTo("jdbc:mysql://db.example:3306/shop");
    }

    @Test
    void namesAreEncodedAndAddressesBracketed() {
        var target = ValidationTest.target(
                "a/b? ü*~%", "u:@/", Map.of("host", "2001:db8::1", "port", 3307, "sslMode", "REQUIRED"), Map.of());

        var binding = new MariadbDriver().binding(target, "Secret1");

        var uri = URI.create(binding.uri());
        assertThat(uri.getHost()).isEqualTo("[2001:db8::1]");
        assertThat(uri.getPort()).isEqualTo(3307);
        assertThat(uri.getUserInfo()).isEqualTo("u:@/:Secret1");
        assertThat(uri.getPath()).isEqualTo("/a/b? ü*~%");
        assertThat(uri.getRawPath()).isEqualTo("/a%2Fb%3F%20%C3%BC%2A~%25");
        assertThat(uri.getQuery()).isEqualTo("ssl-mode=REQUIRED");
        assertThat(binding.provider()).isEqualTo("mariadb");
        assertThat(binding.host()).isEqualTo("2001:db8::1");
    }

    @Test
    void anAddressWithAZoneIsReadByTheJdbcDriver() throws Exception {
        var target = ValidationTest.target("shop", "app", Map.of("host", "fe80::1%eth0"), Map.of());

        var url = new MysqlDriver().binding(target, "x").jdbcUrl();

        assertThat(DriverManager.getDriver(url).getPropertyInfo(url, new Properties()))
                .filteredOn(property -> property.name.equals("host"))
                .singleElement()
                .satisfies(host -> assertThat(host.value).isEqualTo("[fe80::1%eth0]"));
    }

    @ParameterizedTest
    @CsvSource({
        "DISABLED, ?sslMode=DISABLED, ?sslMode=disable",
        "PREFERRED, '', ''",
        "REQUIRED, ?sslMode=REQUIRED, ?sslMode=trust"
    })
    void theTlsModeIsSaidInTheWordsOfEachJdbcDriver(String mode, String mysql, String mariadb) {
        var target = ValidationTest.target("shop", "app", Map.of("host", "db", "sslMode", mode), Map.of());

        assertThat(new MysqlDriver().binding(target, "x").jdbcUrl()).isEqualTo("jdbc:mysql://db:3306/shop" + mysql);
        assertThat(new MariadbDriver().binding(target, "x").jdbcUrl())
                .isEqualTo("jdbc:mariadb://db:3306/shop" + mariadb);
    }
}
