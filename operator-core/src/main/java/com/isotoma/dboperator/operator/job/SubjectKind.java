package com.isotoma.dboperator.operator.job;

import com.isotoma.dboperator.crds.contract.RunVariables;
import com.isotoma.dboperator.crds.v1alpha1.ApiGroup;
import io.fabric8.kubernetes.api.model.HasMetadata;

/**
 * A kind of resource that Jobs work on besides their Database. Its slice contributes one.
 *
 * @param type the resource; it has a namespace
 * @param word by which its name is called in the environment and in labels
 */
public record SubjectKind(Class<? extends HasMetadata> type, String word) {
    public String kind() {
        return HasMetadata.getKind(type);
    }

    /** Label, and annotation with the whole name where the label is cut. */
    String label() {
        return ApiGroup.NAME + "/" + word;
    }

    /** Variable that has the name in a run. */
    String variable() {
        return RunVariables.of(word);
    }
}
