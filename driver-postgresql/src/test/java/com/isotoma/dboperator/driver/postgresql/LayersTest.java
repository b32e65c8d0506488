package com.isotoma.dboperator.driver.postgresql;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** What the driver may know. */
class LayersTest {
    private static final String ROOT = "com.isotoma.dboperator.driver";

    @Test
    void itKnowsItsJdbcDriverAndOfOursOnlyWhatIsMadeForDrivers() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "javax.net.ssl..",
                        "org.postgresql..",
                        "org.jspecify..",
                        "org.slf4j..",
                        ROOT + ".spi",
                        ROOT + ".support",
                        ROOT + ".sql",
                        ROOT + ".postgresql")
                .check(new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages(ROOT + ".postgresql"));
    }
}
