package com.isotoma.dboperator.demo.operator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class LayersTest {
    private static final String ROOT = "com.isotoma.dboperator.demo.operator";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @Test
    void onlyReconcilersKnowTheFramework() {
        noClasses()
                .that()
                .haveNameNotMatching(".*Reconciler(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.javaoperatorsdk..")
                .because("the rest is understood and tested without it")
                .check(CLASSES);
    }

    @Test
    void theKindsDoNotKnowEachOther() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".cluster")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + ".backup")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".backup")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + ".cluster")
                .check(CLASSES);
    }

    @Test
    void theRulesKnowNoClient() {
        noClasses()
                .that()
                .haveNameMatching(".*\\.(\\w*Rules|ManualFacts|ManualStep|ClusterFacts)(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.fabric8..",
                        "io.javaoperatorsdk..",
                        "com.google..",
                        "jakarta.inject..",
                        "java.net..",
                        "java.io..")
                .because("what is decided follows from the facts alone")
                .check(CLASSES);
    }

    @Test
    void packagesFormNoCircles() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
    }
}
