package com.isotoma.dboperator.driver.trial;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.crds.v1alpha1.BackupTarget;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.spi.Warning;
import com.isotoma.dboperator.reasons.LocationReasons;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of stores that are reached without TLS. */
class ClearStoreTest {
    private static final Warning SUPERUSER = new Warning(Reasons.ADMIN_IS_SUPERUSER, "It can do everything.");
    private static final Warning SERVER = new Warning(Reasons.TLS_NOT_VERIFIED, "The server has no certificate.");

    @ParameterizedTest
    @ValueSource(strings = {"s3: {bucket: b}", "s3: {bucket: b, endpoint: 'https://s.example.com'}", "location: l"})
    void nothingWhereTheyHaveTlsOrAreNotTheDatabasesOwn(String place) {
        assertThat(ClearStore.with(List.of(SUPERUSER), place(place))).containsExactly(SUPERUSER);
    }

    @Test
    void nothingWithoutAPlace() {
        assertThat(ClearStore.with(List.of(SERVER), null)).containsExactly(SERVER);
    }

    @Test
    void theEndpointIsNamed() {
        assertThat(ClearStore.with(List.of(SUPERUSER), place("s3: {bucket: b, endpoint: 'HTTP://s.example.com:9000'}")))
                .hasSize(2)
                .contains(SUPERUSER)
                .last()
                .satisfies(warning -> {
                    assertThat(warning.reason()).isEqualTo(LocationReasons.STORE_WITHOUT_TLS);
                    assertThat(warning.message())
                            .contains("spec.backupTo.s3.endpoint", "HTTP://s.example.com:9000", "https://");
                });
    }

    private static BackupTarget place(String yaml) {
        return Serialization.unmarshal(yaml, BackupTarget.class);
    }
}
