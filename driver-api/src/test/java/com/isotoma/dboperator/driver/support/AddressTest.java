package com.isotoma.dboperator.driver.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.spi.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
    private static final Address.Keys KEYS = Address.keys(4711, "A pooler is refused.");

    @ParameterizedTest
    @CsvSource({
        "db,db:4711",
        "db.example.com.,db.example.com.:4711",
        "_my_host.local,_my_host.local:4711",
        "10.0.0.1,10.0.0.1:4711",
        "::1,[::1]:4711",
        "[::1],[::1]:4711",
        "' db ',db:4711",
        "::ffff:10.0.0.1,[::ffff:10.0.0.1]:4711",
        "fe80::1%eth0,[fe80::1%25eth0]:4711"
    })
    void hostsOfEveryKindAreTakenAndStandInUrls(String host, String authority) throws DriverException {
        assertThat(Address.of(connect(Map.of("host", host)), KEYS).authority()).isEqualTo(authority);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "db:5432",
                "a,b",
                "/run/postgresql",
                "user@db",
                "db/x",
                "db?x=1",
                "a b",
                "db-",
                ":",
                "::1%",
                "[db",
                "\u001b[2Jdb"
            })
    void whatIsNoHostIsRefusedByKeyValueAndRemedy(String host) {
        assertThatThrownBy(() -> Address.of(connect(Map.of("host", host)), KEYS))
                .asInstanceOf(type(DriverException.class))
                .returns(Reasons.INVALID_SPEC, DriverException::reason)
                .extracting(DriverException::getMessage)
                .asString()
                .startsWith("spec.connect.host is '" + PlainText.of(host) + "'")
                .endsWith("give one host name or address, without port or scheme");
    }

    @Test
    void aNameLongerThanDnsHasIsRefused() {
        assertThatThrownBy(() -> Address.of(connect(Map.of("host", "x".repeat(255))), KEYS))
                .isInstanceOf(DriverException.class);
    }

    @Test
    void thePortIsTheUsualOneUnlessItIsGivenWithinItsRange() throws DriverException {
        assertThat(Address.of(connect(Map.of("host", "db", "port", 1)), KEYS).port())
                .isEqualTo(1);
        assertThatThrownBy(() -> Address.of(connect(Map.of("host", "db", "port", 65536)), KEYS))
                .hasMessageContaining("spec.connect.port is '65536': give a whole number from 1 to 65535");
    }

    @Test
    void theKeysAreDocumentedWithWhatTheDriverAdds() {
        assertThat(KEYS.host().meaning()).endsWith("brackets. A pooler is refused.");
        assertThat(KEYS.port().whenAbsent()).isEqualTo("4711");
        assertThat(Address.keys(1, "").host().meaning()).endsWith("brackets.");
    }

    private static Settings connect(Map<String, Object> values) {
        return new Settings("spec.connect", values);
    }
}
