package com.isotoma.dboperator.driver.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.isotoma.dboperator.driver.spi.DriverException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetadataAddressesTest {
    private static final MetadataAddresses.Resolver NO_NAMES = host -> {
        throw new UnknownHostException(host);
    };

    @ParameterizedTest
    @ValueSource(
            strings = {
                "169.254.169.254",
                "169.254.0.1",
                "169.254.170.2",
                "2852039166",
                "0xA9FEA9FE",
                "0xa9.0xfe.0xa9.0xfe",
                "0251.0376.0251.0376",
                "169.16689662",
                "169.254.43518",
                "::ffff:169.254.169.254",
                "::ffff:a9fe:a9fe",
                "::169.254.169.254",
                "[::ffff:169.254.169.254]",
                "64:ff9b::169.254.169.254",
                "2002:a9fe:a9fe::1",
                "fe80::1",
                "fe80::1%eth0",
                "febf::1",
                "fd00:ec2::254",
                "fd00:0ec2:0:0::0254",
                "fd20:ce::254",
                "100.100.100.200",
                "168.63.129.16",
                "192.0.0.192",
            })
    void areKnownHoweverTheyAreWritten(String host) throws Exception {
        assertThat(MetadataAddresses.of(host)).isPresent();
        assertThatThrownBy(() -> MetadataAddresses.refuse("spec.connect.host", host))
                .isInstanceOfSatisfying(
                        DriverException.class, e -> assertThat(e.kind()).isEqualTo(DriverException.Kind.USER))
                .hasMessageContaining("spec.connect.host is '" + host + "'")
                .hasMessageContaining(MetadataAddresses.VARIABLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "::1",
                "localhost",
                "10.0.0.1",
                "169.253.255.255",
                "169.255.0.1",
                "192.168.1.1",
                "fd00::1",
                "2001:db8::169.254.1.1",
                "64:ff9b::10.0.0.1",
                "host.invalid",
                "2852039166.invalid",
                "",
            })
    void everythingElseIsNoneOfThem(String host) throws Exception {
        assertThat(MetadataAddresses.of(host)).isEmpty();
        MetadataAddresses.refuse("spec.connect.host", host);
    }

    @Test
    void aNameIsOneOfThemWithOneOfItsAddresses() throws Exception {
        assertThat(
                        MetadataAddresses.of("db.example.com", host -> new InetAddress[] {
                            InetAddress.getByName("10.0.0.1"), InetAddress.getByName("169.254.169.254")
                        }))
                .contains(InetAddress.getByName("169.254.169.254"));
        assertThat(MetadataAddresses.of("db.example.com", NO_NAMES)).isEmpty();
    }
}
