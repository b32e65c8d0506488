package com.isotoma.dboperator.demo.backup;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.driver.run.OperationHandler;
import com.isotoma.dboperator.driver.run.Variable;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentTest {
    private final Map<String, String> values = new HashMap<>(Map.of(
            "BACKUP_RESOURCE_NAME", "nightly",
            "NAMESPACE", "database",
            "CLOUD_OBJECT_STORAGE_HMAC_ACCESS_KEY_ID", "id",
            "CLOUD_OBJECT_STORAGE_HMAC_SECRET_ACCESS_KEY", "s3cret",
            "CLOUD_OBJECT_STORAGE_REGION", "eu-geo",
            "CLOUD_OBJECT_STORAGE_SERVICE_ENDPOINT", "s3.eu.cloud-object-storage.appdomain.cloud"));
    private final Environment environment = new Environment(values);

    @Test
    void theOperationIsFoundOnTheClassPath() {
        assertThat(ServiceLoader.load(OperationHandler.class))
                .filteredOn(o -> o.word().equals("database-backup"))
                .singleElement()
                .satisfies(o -> assertThat(o.variables())
                        .extracting(Variable::name)
                        .containsAll(Stream.of(RequiredVariable.values())
                                .map(RequiredVariable::key)
                                .toList()));
    }

    @ParameterizedTest
    @EnumSource
    void eachVariableThatIsMissingIsNamedWithItsRemedy(RequiredVariable variable) {
        assertThat(environment.fault(variable)).isEmpty();

        values.put(variable.key(), " ");

        assertThat(environment.fault(variable)).hasValue(variable.key() + " is not set: " + variable.remedy());
    }

    @ParameterizedTest
    @CsvSource({
        "https://s3.example.com, https://s3.example.com",
        "http://127.0.0.1:9000/, http://127.0.0.1:9000",
        "s3.example.com, https://s3.example.com",
        "s3.example.com:8443, https://s3.example.com:8443",
        "'[::1]:9000', 'https://[::1]:9000'",
        "http://[::1]:9000, 'http://[::1]:9000'",
    })
    void anEndpointMayHaveASchemeOrNone(String endpoint, String address) {
        values.put(RequiredVariable.ENDPOINT.key(), endpoint);

        assertThat(environment.fault(RequiredVariable.ENDPOINT)).isEmpty();
        assertThat(environment.store("bucket").endpoint()).hasToString(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ftp://s3.example.com", "https://", "s3.example.com/path", "a b", "https://me:pw@s3.example.com"
            })
    void anEndpointThatIsNoneIsRefusedWithoutRepeatingIt(String endpoint) {
        values.put(RequiredVariable.ENDPOINT.key(), endpoint);

        assertThat(environment.fault(RequiredVariable.ENDPOINT))
                .hasValueSatisfying(fault -> assertThat(fault)
                        .startsWith("CLOUD_OBJECT_STORAGE_SERVICE_ENDPOINT is no address of an object store")
                        .doesNotContain("pw@"));
    }

    @Test
    void theStoreIsAddressedByPathAndItsSecretIsNotShown() {
        var store = environment.store("bucket");

        assertThat(store.pathStyle()).isTrue();
        assertThat(store.region()).isEqualTo("eu-geo");
        assertThat(store.accessKey()).isNotNull();
        assertThat(store.toString()).doesNotContain("s3cret");
        assertThat(environment.prefix()).isEqualTo("database-backup-");
    }
}
