package com.isotoma.dboperator.driver;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** What a driver author sees is plain Java. */
class LayersTest {
    private static final String ROOT = "com.isotoma.dboperator.driver";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @Test
    void theSpiIsPlainJava() {
        classes()
                .that()
                .resideInAPackage(ROOT + ".spi")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", ROOT + ".spi")
                .check(CLASSES);
    }

    @Test
    void whatAllShareKnowsTheSpiAndNothingElse() {
        classes()
                .that()
                .resideInAPackage(ROOT + ".support")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", ROOT + ".spi", ROOT + ".support")
                .check(CLASSES);
    }
}
