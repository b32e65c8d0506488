package com.isotoma.dboperator.demo.backup;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Who may know of whom. */
class LayersTest {
    @Test
    void theBackupApplicationStoresByTheContainersCodeAndReadsByTheDrivers() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "software.amazon..",
                        "com.github.luben..",
                        "java.net.http..",
                        "com.isotoma.dboperator.demo.service..")
                .check(new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("com.isotoma.dboperator.demo.backup"));
    }
}
