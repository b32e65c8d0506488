package com.isotoma.dboperator.driver.demohttp;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** What the driver may know. */
class LayersTest {
    private static final String ROOT = "com.isotoma.dboperator.driver";

    @Test
    void itKnowsAReaderOfJsonAndOfOursOnlyWhatIsMadeForDrivers() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "javax.net.ssl..",
                        "com.fasterxml.jackson..",
                        "org.jspecify..",
                        "org.slf4j..",
                        ROOT + ".spi",
                        ROOT + ".support",
                        ROOT + ".demohttp")
                .check(new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages(ROOT + ".demohttp"));
    }
}
