package com.isotoma.dboperator.driver;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** What drivers of SQL servers share knows the SPI and nothing else. */
class LayersTest {
    private static final String ROOT = "com.isotoma.dboperator.driver";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @Test
    void itKnowsTheSpiAndNothingElse() {
        classes()
                .that()
                .resideInAPackage(ROOT + ".sql..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "javax.crypto..",
                        "javax.net.ssl..",
                        "org.jspecify..",
                        "org.slf4j..",
                        ROOT + ".spi",
                        ROOT + ".support",
                        ROOT + ".sql..")
                .check(CLASSES);
    }
}
