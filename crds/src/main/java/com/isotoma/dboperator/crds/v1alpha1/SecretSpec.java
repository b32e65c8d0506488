package com.isotoma.dboperator.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the application's Secret has besides the standard keys, which always stay. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "!has(self.templates) || self.templates.all(key, key.matches('^[-._a-zA-Z0-9]{1,253}$'))",
        message = "a key of a Secret has 1 to 253 letters, digits, '-', '_' and '.'",
        fieldPath = ".templates")
@ValidationRule(
        value = "!has(self.templates) || self.templates.all(key, !(key in ['type', 'provider', 'host', 'port',"
                + " 'database', 'username', 'password', 'uri', 'jdbc-url', 'certificates', 'private-key']))",
        message = "the standard keys always stay as they are: give the template another key",
        fieldPath = ".templates")
@ValidationRule(
        value = "!has(self.labels) || self.labels.all(key, !key.startsWith('db.isotoma.com/') && key !="
                + " 'app.kubernetes.io/managed-by')",
        message =
                "labels of db.isotoma.com and app.kubernetes.io/managed-by say whose the Secret is: give another label",
        fieldPath = ".labels")
@ValidationRule(
        value = "!has(self.annotations) || self.annotations.all(key, !key.startsWith('db.isotoma.com/'))",
        message = "annotations of db.isotoma.com say whose the Secret is: give another annotation",
        fieldPath = ".annotations")
@ValidationRule(
        value =
                "!has(self.labels) || self.labels.all(key, key.matches('^([a-z0-9.-]+/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}"
                        + "[A-Za-z0-9])?$') && self.labels[key].matches('^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$'))",
        message = "name and value of a label have up to 63 letters, digits, '-', '_' and '.', the first and the last of"
                + " them a letter or digit; a prefix with a slash may stand before the name",
        fieldPath = ".labels")
@ValidationRule(
        value = "!has(self.annotations) || self.annotations.all(key,"
                + " key.matches('^([a-z0-9.-]+/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$'))",
        message = "the name of an annotation has up to 63 letters, digits, '-', '_' and '.', the first and the last of"
                + " them a letter or digit; a prefix with a slash may stand before it",
        fieldPath = ".annotations")
public record SecretSpec(
        @JsonPropertyDescription(
                "Name of the Secret. Default: that of the resource. After a change applications find it under"
                        + " both names until spec.rotation.overlap has passed (1h where none is given), and then under the new one alone.")
        @Nullable
        @Pattern(SecretSpec.NAME)
        @Size(min = 1, max = 253)
        String name,

        @JsonPropertyDescription("Further labels of the Secret.") @Nullable @Size(max = 32)
        Map<String, String> labels,

        @JsonPropertyDescription("Further annotations of the Secret.") @Nullable @Size(max = 32)
        Map<String, String> annotations,

        @JsonPropertyDescription("Further keys: for each a Mustache template over the standard keys, such as"
                + " \"postgres://{{uriEncoded.username}}:{{uriEncoded.password}}@{{host}}:{{port}}/{{database}}\"."
                + " {{uriEncoded.KEY}} is the value of KEY with what a URI does not take percent-encoded.")
        @Nullable
        @Size(max = 32)
        Map<String, String> templates,

        @JsonPropertyDescription(
                "Sets of further keys that applications expect: env (DATABASE_URL, DB_HOST, DB_PORT,"
                        + " DB_NAME, DB_USER, DB_PASSWORD), env-postgres (PGHOST, PGPORT, PGDATABASE, PGUSER, PGPASSWORD, and PGSSLMODE where spec.tls says it), env-mysql"
                        + " (MYSQL_HOST, MYSQL_TCP_PORT, MYSQL_DATABASE, MYSQL_USER, MYSQL_PWD), spring"
                        + " (SPRING_DATASOURCE_URL, _USERNAME, _PASSWORD), quarkus (QUARKUS_DATASOURCE_JDBC_URL, _USERNAME, _PASSWORD).")
        @Nullable
        @Size(max = 8)
        List<SecretPreset> presets) {

    /** Nothing but the standard keys. */
    public static final SecretSpec NONE = new SecretSpec(null, null, null, null, null);

    private static final int LONGEST = 253;

    /** What Kubernetes takes for the name of a Secret: a DNS subdomain. */
    static final String NAME = "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$";

    /** The names of Secrets in an annotation that people may have written, separated by commas; what can be none is left out. */
    public static SortedSet<String> names(@Nullable String annotation) {
        return annotation == null
                ? new TreeSet<>()
                : Arrays.stream(annotation.split(",", -1))
                        .filter(name -> name.length() <= LONGEST && name.matches(NAME))
                        .collect(Collectors.toCollection(TreeSet::new));
    }

    public Map<String, String> labelsOrNone() {
        return Objects.requireNonNullElse(labels, Map.of());
    }

    public Map<String, String> annotationsOrNone() {
        return Objects.requireNonNullElse(annotations, Map.of());
    }

    public Map<String, String> templatesOrNone() {
        return Objects.requireNonNullElse(templates, Map.of());
    }

    public List<SecretPreset> presetsOrNone() {
        return Objects.requireNonNullElse(presets, List.of());
    }
}
