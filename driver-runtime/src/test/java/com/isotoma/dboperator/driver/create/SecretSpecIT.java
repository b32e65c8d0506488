package com.isotoma.dboperator.driver.create;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.stage.StoringDriver;
import com.isotoma.dboperator.driver.stage.TestRun;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the spec asks of the application's Secret, on a real API server. */
@Execution(ExecutionMode.CONCURRENT)
class SecretSpecIT {
    private final TestRun run = new TestRun();
    private final StoringDriver driver = new StoringDriver();

    SecretSpecIT() throws Exception {}

    @AfterEach
    void close() {
        run.close();
    }

    private void ask(String secret) {
        patch("{secret: " + secret + "}");
    }

    private void patch(String spec) {
        run.client
                .resource("""
                        apiVersion: db.isotoma.com/v1alpha1
                        kind: Database
                        metadata: {name: %s, namespace: %s}
                        spec: %s
                        """.formatted(TestRun.NAME, run.namespace, spec))
                .patch(PatchContext.of(PatchType.JSON_MERGE));
    }

    private Secret secret() {
        return run.client
                .secrets()
                .inNamespace(run.namespace)
                .withName(TestRun.NAME)
                .require();
    }

    private String value(String key) {
        return new String(Base64.getDecoder().decode(secret().getData().get(key)), StandardCharsets.UTF_8);
    }

    @Test
    void keysLabelsAndAnnotationsComeAndGoWithTheSpecAndThoseOfOthersStay() throws Exception {
        run.create(driver);
        var password = value("password");
        run.client.resource(secret()).edit(s -> {
            s.getMetadata().getLabels().put("owner-of-the-label", "somebody-else");
            return s;
        });
        ask("{labels: {team: shop}, annotations: {reload: 'true'}, presets: [env],"
                + " templates: {URL: 'x://{{uriEncoded.password}}@{{host}}'}}");
        run.create(driver);

        assertThat(value("URL")).isEqualTo("x://" + password + "@" + value("host"));
        assertThat(value("DB_PASSWORD")).isEqualTo(password).isEqualTo(value("password"));
        assertThat(secret().getMetadata().getLabels())
                .containsEntry("team", "shop")
                .containsEntry("owner-of-the-label", "somebody-else")
                .containsEntry("app.kubernetes.io/managed-by", "db-operator");
        assertThat(secret().getMetadata().getAnnotations()).containsEntry("reload", "true");

        ask("null");
        run.create(driver);

        assertThat(secret().getData()).doesNotContainKeys("URL", "DB_PASSWORD").containsKey("password");
        assertThat(secret().getMetadata().getLabels())
                .doesNotContainKey("team")
                .containsEntry("owner-of-the-label", "somebody-else");
        assertThat(secret().getMetadata().getAnnotations()).doesNotContainKey("reload");
    }

    @Test
    void aTemplateThatCannotBeFilledChangesNothingAndIsNamed() throws Exception {
        run.create(driver);
        var before = secret().getData();
        ask("{templates: {URL: '{{hots}}'}, presets: [env]}");

        assertThatThrownBy(() -> run.create(driver))
                .isInstanceOf(DriverException.class)
                .hasMessageContainingAll("spec.secret.templates.URL", "{{hots}}", "host");

        assertThat(secret().getData()).isEqualTo(before);
    }

    @Test
    void aDatabaseWithSuchATemplateIsNotMadeAtAll() throws Exception {
        ask("{templates: {URL: '{{hots}}'}}");

        assertThatThrownBy(() -> run.create(driver)).hasMessageContaining("{{hots}}");

        assertThat(driver.names()).isEmpty();
        assertThat(run.client.secrets().inNamespace(run.namespace).list().getItems())
                .isEmpty();
    }

    @Test
    void aPasswordThatIsGivenIsTheUsersAndFollowsItsSecret() throws Exception {
        run.create(driver);
        var made = value("password");
        give("First&Password/1");
        run.create(driver);
        assertThat(value("password")).isEqualTo("First&Password/1").isNotEqualTo(made);
        assertThat(driver.password(
                        Objects.requireNonNull(run.database().status().databaseName())))
                .isEqualTo("First&Password/1");

        run.secret("mine", Map.of("word", "Second Password"));
        run.create(driver);
        assertThat(value("password")).isEqualTo("Second Password");

        patch("{passwordFrom: null}");
        run.create(driver);
        assertThat(value("password")).isNotEqualTo("Second Password").hasSize(32);
    }

    @Test
    void aPasswordThatCannotBeOneIsRefusedAndShownNowhere() throws Exception {
        give("two\nlines");

        assertThatThrownBy(() -> run.create(driver))
                .hasMessageContainingAll("spec.passwordFrom.secretKeyRef", "mine", "control characters")
                .hasMessageNotContaining("lines");
        patch("{passwordFrom: {secretKeyRef: {name: mine, key: other}}}");
        assertThatThrownBy(() -> run.create(driver)).hasMessageContainingAll("spec.passwordFrom", "other");
        assertThat(driver.names()).isEmpty();
    }

    private void give(String password) {
        run.secret("mine", Map.of("word", password));
        patch("{passwordFrom: {secretKeyRef: {name: mine, key: word}}}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {templates: {'a b': x}}                              | spec.secret.templates | letters, digits
                    {templates: {password: x}}                           | spec.secret.templates | standard keys
                    {labels: {'db.isotoma.com/database': x}}             | spec.secret.labels | whose the Secret is
                    {labels: {'app.kubernetes.io/managed-by': x}}        | spec.secret.labels | whose the Secret is
                    {labels: {team: 'a b'}}                              | spec.secret.labels | letters, digits
                    {labels: {'-': x}}                                   | spec.secret.labels | letters, digits
                    {annotations: {'db.isotoma.com/owner': x}}           | spec.secret.annotations | whose the Secret is
                    {annotations: {'a b': x}}                            | spec.secret.annotations | letters, digits
                    {presets: [rails]}                                   | spec.secret.presets | env-postgres
                    """)
    void whatTheApiServerCanRefuseItRefuses(String secret, String field, String said) {
        assertThatThrownBy(() -> ask(secret)).hasMessageContainingAll(field, said);
    }
}
