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
    void onlyOnePackageKnowsTheFramework() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".josdk..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.javaoperatorsdk..")
                .because("the framework can then be exchanged in one place")
                .check(CLASSES);
    }

    @Test
    void theRulesKnowNoClient() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".decision..")
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
