package com.isotoma.dboperator.crds;

import static java.util.stream.Collectors.joining;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.lang.reflect.ParameterizedType;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/** The reference of the API as Markdown: what the CRDs say, for people. */
final class ApiReference {
    private static final String INTRODUCTION = """
            # API reference

            <!-- Generated from the records in crds/src/main/java. Write anew with: mvn -pl crds test -Dcrds.write=true -->

            Every field of every resource, as `kubectl explain` has it too. Objects that stand in several places are described
            once, at the end of their group; their tables name the places. What a condition's reason means stands in
            [reasons.md](reasons.md), what the phases mean in [state-diagram.md](state-diagram.md).
            """;

    private ApiReference() {}

    static String page() {
        var page = new StringBuilder(INTRODUCTION);
        for (var group : CrdGroup.ALL) {
            page.append(group(group));
        }
        return page.toString();
    }

    private static String group(CrdGroup group) {
        var definitions = new TreeMap<String, CustomResourceDefinition>();
        for (var yaml : CrdYaml.generate(group).values()) {
            var definition = Serialization.unmarshal(yaml, CustomResourceDefinition.class);
            definitions.put(definition.getSpec().getNames().getKind(), definition);
        }
        var objects = new DocumentedObjects();
        var kinds = new StringBuilder();
        for (var kind : group.kinds()) {
            kinds.append(kind(kind, definitions.get(kind.name()), objects));
        }
        return "\n# " + apiVersion(definitions.firstEntry().getValue()) + "\n\n"
                + group.kinds().stream().map(kind -> link(kind.name())).collect(joining(" · ", "", "\n"))
                + kinds
                + objects.all().stream().map(ApiReference::object).collect(joining());
    }

    private static String kind(CrdKind kind, CustomResourceDefinition definition, DocumentedObjects objects) {
        var spec = definition.getSpec();
        var schema = spec.getVersions().getFirst().getSchema().getOpenAPIV3Schema();
        var text = new StringBuilder("\n## " + kind.name() + "\n\n" + schema.getDescription() + "\n\n")
                .append(names(definition))
                .append(columns(kind.columns()));
        kind.rule()
                .ifPresent(rule -> text.append('\n')
                        .append(FieldTable.line(
                                rule.getFieldPath() == null
                                        ? "metadata.name"
                                        : rule.getFieldPath().substring(1),
                                rule)));
        var records = ((ParameterizedType) kind.type().getGenericSuperclass()).getActualTypeArguments();
        text.append(part(kind, "spec", schema, (Class<?>) records[0], objects));
        if (kind.status().isPresent()) {
            text.append(part(kind, "status", schema, (Class<?>) records[1], objects));
        }
        return text.toString();
    }

    private static String part(
            CrdKind kind, String name, JSONSchemaProps schema, Class<?> record, DocumentedObjects objects) {
        var part = schema.getProperties().get(name);
        objects.addBelow(kind.name() + "." + name, part, record);
        return "\n**" + name + "**: " + part.getDescription() + "\n\n" + FieldTable.of(name + ".", part, record);
    }

    private static String object(DocumentedObject object) {
        return "\n### " + object.name() + "\n\n"
                + object.places().stream().map(place -> "`" + place + "`").collect(joining(", ", "Stands in ", ".\n\n"))
                + FieldTable.of("", object.schema(), object.record());
    }

    private static String names(CustomResourceDefinition definition) {
        var names = definition.getSpec().getNames();
        return "| scope | plural | short names | categories |\n| --- | --- | --- | --- |\n| "
                + definition.getSpec().getScope() + " | `" + names.getPlural() + "` | " + codes(names.getShortNames())
                + " | " + codes(names.getCategories()) + " |\n";
    }

    private static String columns(List<CustomResourceColumnDefinition> columns) {
        return "\n| column of `kubectl get` | shows |\n| --- | --- |\n"
                + columns.stream()
                        .map(column -> "| " + column.getName() + (column.getPriority() == 0 ? "" : " (`-o wide`)")
                                + " | `" + column.getJsonPath() + "` |\n")
                        .collect(joining());
    }

    private static String codes(List<String> words) {
        return words.stream().map(word -> "`" + word + "`").collect(joining(", "));
    }

    private static String apiVersion(CustomResourceDefinition definition) {
        return definition.getSpec().getGroup() + "/"
                + definition.getSpec().getVersions().getFirst().getName();
    }

    private static String link(String heading) {
        return "[" + heading + "](#" + heading.toLowerCase(Locale.ROOT) + ")";
    }
}
