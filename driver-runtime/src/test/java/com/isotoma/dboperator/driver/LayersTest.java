package com.isotoma.dboperator.driver;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.junit.jupiter.api.Test;

/** Who may know of whom. */
class LayersTest {
    private static final String ROOT = "com.isotoma.dboperator.driver";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @Test
    void onlyStorageKnowsTheAwsSdk() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".storage")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("software.amazon..", "com.github.luben..")
                .check(CLASSES);
    }

    @Test
    void onlyTheContainerKnowsTheInjector() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".container")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.google..")
                .check(CLASSES);
    }

    @Test
    void operationsReachKubernetesThroughTheClusterPackage() {
        // The exception tells an API server that is away from a defect; models are what a Backup is made of.
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".operation")
                .should()
                .dependOnClassesThat(resideInAnyPackage("io.fabric8.kubernetes.client..", ROOT + ".container")
                        .and(not(type(KubernetesClientException.class))))
                .check(CLASSES);
    }

    @Test
    void thePackagesHaveNoCycles() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
    }
}
