package com.isotoma.dboperator.crds;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinitionBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRule;
import io.fabric8.kubernetes.client.CustomResource;
import java.util.List;
import java.util.Optional;

/**
 * What annotations cannot say of one kind.
 *
 * @param description the first sentence of {@code kubectl explain}
 * @param categories names under which {@code kubectl get} lists it together with others
 * @param columns what {@code kubectl get} shows, in order
 * @param status empty for a kind that has none
 * @param freeForm fields of the spec, and of the status if it has them too, whose values may be of any form
 * @param rule of the whole resource: what its name has to be like, or what cannot be changed any more
 */
record CrdKind(
        Class<? extends CustomResource<?, ?>> type,
        String description,
        List<String> categories,
        List<CustomResourceColumnDefinition> columns,
        Optional<Status> status,
        List<String> freeForm,
        Optional<ValidationRule> rule) {

    String name() {
        return type.getSimpleName();
    }

    /**
     * The status before anybody has looked: what nobody has picked up must not look healthy to kubectl wait, Argo CD or
     * Helm.
     *
     * @param condition type of the condition that is unknown until then
     * @param pending the text of that condition
     * @param goesOn whether machines are told that it is in progress until then
     */
    record Status(String description, String condition, String pending, boolean goesOn) {}

    static CustomResourceColumnDefinition column(String name, String type, String path) {
        return column(name, type, path, 0);
    }

    /** One that is shown with {@code -o wide} only. */
    static CustomResourceColumnDefinition wide(String name, String type, String path) {
        return column(name, type, path, 1);
    }

    private static CustomResourceColumnDefinition column(String name, String type, String path, int priority) {
        return new CustomResourceColumnDefinitionBuilder()
                .withName(name)
                .withType(type)
                .withJsonPath(path)
                .withPriority(priority)
                .build();
    }
}
