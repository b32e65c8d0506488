package com.isotoma.dboperator.driver.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.isotoma.dboperator.crds.v1alpha1.SecretPreset;
import com.isotoma.dboperator.crds.v1alpha1.SecretSpec;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import com.isotoma.dboperator.driver.spi.ServiceBinding;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretDataTest {
    private static final String PASSWORD = "a/b<c>&'\" {{host}}~d";
    private static final ServiceBinding BINDING = new ServiceBinding(
                    "postgresql",
                    "postgresql",
                    "db.example.com",
                    5432,
                    "postgresql://u:p@db.example.com:5432/shop",
                    "jdbc:postgresql://db.example.com:5432/shop")
            .withEntry("ca.crt", "the CA");

    private static SortedMap<String, String> data(SecretSpec spec) throws DriverException {
        return SecretData.of(BINDING, "shop", "shop user", PASSWORD, spec);
    }

    private static SortedMap<String, String> filled(String template) throws DriverException {
        return data(new SecretSpec(null, null, null, Map.of("KEY", template), null));
    }

    @Test
    void withoutASpecThereAreTheStandardKeysAndTheDriversOwn() throws DriverException {
        assertThat(data(SecretSpec.NONE))
                .containsOnlyKeys(
                        "ca.crt",
                        "database",
                        "host",
                        "jdbc-url",
                        "password",
                        "port",
                        "provider",
                        "type",
                        "uri",
                        "username")
                .containsEntry("password", PASSWORD)
                .containsEntry("port", "5432");
    }

    @Test
    void aTemplateHasValuesAsTheyAreAndAsAUriTakesThem() throws DriverException {
        assertThat(filled("{{type}}://{{uriEncoded.username}}:{{uriEncoded.password}}@{{host}}/{{database}}"))
                .containsEntry(
                        "KEY",
                        "postgresql://shop%20user:a%2Fb%3Cc%3E%26%27%22%20%7B%7Bhost%7D%7D~d@db.example.com/shop");
        assertThat(filled("{{password}} {{&password}} {{ca.crt}}"))
                .containsEntry("KEY", PASSWORD + " " + PASSWORD + " the CA");
    }

    @Test
    void aTemplateOutranksAPresetAndBothStandBesideTheStandardKeys() throws DriverException {
        var spec = new SecretSpec(
                null, null, null, Map.of("PGHOST", "pooler"), List.of(SecretPreset.ENV_POSTGRES, SecretPreset.ENV));

        assertThat(data(spec))
                .containsEntry("PGHOST", "pooler")
                .containsEntry("PGPASSWORD", PASSWORD)
                .containsEntry("DB_USER", "shop user")
                .containsEntry("DATABASE_URL", BINDING.uri())
                .containsAllEntriesOf(data(SecretSpec.NONE));
    }

    @ParameterizedTest
    @EnumSource(SecretPreset.class)
    void everyPresetGivesKeysThatEnvironmentVariablesCanHave(SecretPreset preset) throws DriverException {
        var data = data(new SecretSpec(null, null, null, null, List.of(preset)));

        data.keySet().removeAll(data(SecretSpec.NONE).keySet());
        assertThat(data.keySet()).hasSizeGreaterThan(2).allMatch(key -> key.matches("[A-Z][A-Z0-9_]*"));
        assertThat(data).containsValue(PASSWORD);
    }

    @Test
    void theTlsModeIsInTheVariablesOfLibpqWhereTheDriverGivesIt() throws DriverException {
        var spec = new SecretSpec(null, null, null, null, List.of(SecretPreset.ENV_POSTGRES));
        var plain = new ServiceBinding("postgresql", "postgresql", "h", 1, "postgresql://h", null);
        var verifying = plain.withEntry("sslmode", "verify-full");

        assertThat(SecretData.of(plain, "d", "u", PASSWORD, spec)).doesNotContainKeys("PGSSLMODE", "PGSSLROOTCERT");
        assertThat(SecretData.of(verifying, "d", "u", PASSWORD, spec))
                .containsEntry("PGSSLMODE", "verify-full")
                .doesNotContainKey("PGSSLROOTCERT");
        assertThat(SecretData.of(verifying.withEntry("sslrootcert", "system"), "d", "u", PASSWORD, spec))
                .containsEntry("PGSSLROOTCERT", "system");
    }

    @Test
    void aPresetThatNeedsAJdbcUrlIsRefusedWhereThereIsNone() {
        var binding = new ServiceBinding("redis", "redis", "h", 1, "redis://h", null);
        var spec = new SecretSpec(null, null, null, null, List.of(SecretPreset.SPRING));

        assertThatThrownBy(() -> SecretData.of(binding, "d", "u", PASSWORD, spec))
                .isInstanceOf(DriverException.class)
                .hasMessageContainingAll("spec.secret.presets", "SPRING_DATASOURCE_URL", "{{jdbc-url}}", "uri")
                .hasMessageNotContaining(PASSWORD);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{nothing}}",
                "{{password.length}}",
                "{{password.class}}",
                "{{username.getClass}}",
                "{{uriEncoded.nothing}}",
                "{{#nothing}}x{{/nothing}}",
                "{{#password}}{{length}}{{/password}}",
                "{{>other}}",
                "{{host",
                "{{#host}}",
                "{{/host}}",
            })
    void whatATemplateCannotHaveIsRefusedByTheNameOfTheField(String template) {
        assertThatThrownBy(() -> filled(template))
                .isInstanceOfSatisfying(DriverException.class, e -> {
                    assertThat(e.kind()).isEqualTo(DriverException.Kind.USER);
                    assertThat(e.reason()).isEqualTo(Reasons.INVALID_SPEC);
                })
                .hasMessageContaining("spec.secret.templates.KEY")
                .hasMessageNotContaining(PASSWORD);
    }

    @Test
    void aStandardKeyCannotBeReplaced() {
        assertThatThrownBy(() -> data(new SecretSpec(null, null, null, Map.of("uri", "x"), null)))
                .hasMessageContainingAll("spec.secret.templates.uri", "standard key");
    }

    @Test
    void moreThanASecretTakesIsRefused() {
        var large = BINDING.withEntry("large", "x".repeat(60_000));
        var spec = new SecretSpec(null, null, null, Map.of("KEY", "{{large}}".repeat(10)), null);

        assertThatThrownBy(() -> SecretData.of(large, "d", "u", PASSWORD, spec))
                .hasMessageContainingAll("spec.secret", "fewer or shorter");
    }
}
