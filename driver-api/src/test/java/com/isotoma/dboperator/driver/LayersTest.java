package com.isotoma.dboperator.driver;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.isotoma.dboperator.crds.v1alpha1.Retention;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.junit.jupiter.api.Test;

/** Who may know of whom. */
class LayersTest {
    private static final String ROOT = "com.isotoma.dboperator.driver";

    /** Words and their explanations; plain Java, too. */
    private static final String EXPLAINED = "com.isotoma.dboperator.reasons";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @Test
    void whatADriverAuthorSeesIsPlainJava() {
        classes()
                .that()
                .resideInAPackage(ROOT + ".spi")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", EXPLAINED, ROOT + ".spi")
                .check(CLASSES);
    }

    @Test
    void whatDriversShareKnowsTheSpiAndNothingElse() {
        classes()
                .that()
                .resideInAPackage(ROOT + ".support")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "javax.net.ssl..",
                        "org.jspecify..",
                        "org.slf4j..",
                        EXPLAINED,
                        ROOT + ".spi",
                        ROOT + ".support")
                .check(CLASSES);
    }

    @Test
    void storageKnowsNeitherKubernetesNorTheInjector() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".storage")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.fabric8..",
                        "com.google..",
                        "jakarta.inject..",
                        ROOT + ".cluster",
                        ROOT + ".operation",
                        ROOT + ".container")
                .check(CLASSES);
    }

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
    void retentionFollowsFromWhatThereIsAlone() {
        classes()
                .that()
                .resideInAPackage(ROOT + ".retention")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage("java..", "org.jspecify..", ROOT + ".retention")
                        .or(type(Retention.class)))
                .check(CLASSES);
    }

    @Test
    void thePackagesHaveNoCycles() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
    }
}
