package com.isotoma.dboperator.operator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.operator.runtime.OperatorExtension;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class LayersTest {
    private static final String ROOT = "com.isotoma.dboperator.operator";
    private static final String[] NO_PART_OF_A_RULE = {
        "io.fabric8.kubernetes.client..",
        "io.javaoperatorsdk..",
        "com.google..",
        "jakarta.inject..",
        "org.slf4j..",
        "java.net..",
        "java.io.."
    };
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    /** Packages of kinds: those that register something with the operator. */
    private static final List<String> SLICES = CLASSES.stream()
            .filter(type ->
                    type.isAssignableTo(OperatorExtension.class) && !type.isEquivalentTo(OperatorExtension.class))
            .map(JavaClass::getPackageName)
            .sorted()
            .toList();

    @Test
    void onlyReconcilersAndWhatRunsThemKnowTheFramework() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".runtime")
                .and(areNotNamed(".*Reconciler"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.javaoperatorsdk..")
                .because("rules and the building of Jobs and of rights are understood and tested without it")
                .check(CLASSES);
    }

    @Test
    void noKindKnowsAnother() {
        assertThat(SLICES).hasSizeGreaterThan(1).doesNotHaveDuplicates();
        for (var slice : SLICES) {
            noClasses()
                    .that()
                    .resideOutsideOfPackage(slice)
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(slice)
                    .because("kinds meet at what they contribute to job, turn, rbac, runtime and metrics")
                    .check(CLASSES);
        }
    }

    @Test
    void everyKindIsFound() {
        assertThat(ServiceLoader.load(OperatorExtension.class).stream()
                        .map(found -> found.type().getPackageName()))
                .containsExactlyInAnyOrderElementsOf(SLICES);
    }

    @Test
    void nothingHereKnowsTheDemo() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.isotoma.dboperator.demo..")
                .because("what is added to the operator's process is found, not named")
                .check(CLASSES);
    }

    @Test
    void theRulesKnowNeitherClientNorObjects() {
        noClasses()
                .that(areNamed(".*Rules|Admission|Decision|Turn|Subject"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.fabric8..")
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage(NO_PART_OF_A_RULE)
                .because("what is decided follows from the facts alone")
                .check(CLASSES);
    }

    @Test
    void factsAreTakenFromObjectsAlone() {
        noClasses()
                .that(areNamed(".*Facts"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(NO_PART_OF_A_RULE)
                .because("the same objects give the same facts")
                .check(CLASSES);
    }

    @Test
    void packagesFormNoCircles() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    /** By the name of the outermost class. */
    private static DescribedPredicate<JavaClass> areNamed(String pattern) {
        return DescribedPredicate.describe(
                "are named " + pattern, type -> outermost(type).getSimpleName().matches(pattern));
    }

    private static DescribedPredicate<JavaClass> areNotNamed(String pattern) {
        return DescribedPredicate.not(areNamed(pattern));
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(LayersTest::outermost).orElse(type);
    }
}
