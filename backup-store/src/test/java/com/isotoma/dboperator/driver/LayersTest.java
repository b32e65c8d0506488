package com.isotoma.dboperator.driver;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** What storage may know of. */
class LayersTest {
    private static final String ROOT = "com.isotoma.dboperator.driver";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @Test
    void storageKnowsNeitherKubernetesNorTheInjector() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.fabric8..", "com.google..", "jakarta.inject..", "com.isotoma.dboperator.crds..")
                .check(CLASSES);
    }

    @Test
    void retentionFollowsFromTheBackupsAlone() {
        classes()
                .that()
                .resideInAPackage(ROOT + ".retention")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", ROOT + ".retention")
                .check(CLASSES);
    }
}
