package com.isotoma.dboperator.driver;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.driver.backup.FinalBackups;
import com.isotoma.dboperator.driver.restore.RestoreEnd;
import com.isotoma.dboperator.driver.run.DatabaseOperation;
import com.isotoma.dboperator.driver.run.OperationHandler;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may know of whom. */
class LayersTest {
    private static final String ROOT = "com.isotoma.dboperator.driver";

    /** What operations are made of. */
    private static final List<String> SHARED = List.of("database", "bucket", "transfer", "source", "trial", "prune");

    /** What an operation may ask of another one: a backup before data goes, and the end of restores. */
    private static final DescribedPredicate<JavaClass> DOORS =
            belongToAnyOf(FinalBackups.class, RestoreEnd.class).as("a door of its operation");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

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
                .resideInAnyPackage(packages(handlers(DatabaseOperation.class)))
                .or()
                .resideInAnyPackage(packages(SHARED))
                .should()
                .dependOnClassesThat(resideInAnyPackage("io.fabric8.kubernetes.client..")
                        .and(not(type(KubernetesClientException.class))))
                .check(CLASSES);
    }

    @Test
    void nobodyKnowsTheContainer() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".container")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + ".container")
                .check(CLASSES);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void operationsKnowEachOtherOnlyByTheirDoors(String operation) {
        var others =
                operations().stream().filter(other -> !other.equals(operation)).toList();
        noClasses()
                .that()
                .resideInAPackage(ROOT + "." + operation)
                .should()
                .dependOnClassesThat(resideInAnyPackage(packages(others)).and(not(DOORS)))
                .check(CLASSES);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void whatOperationsShareKnowsNone(String operation) {
        noClasses()
                .that()
                .resideInAnyPackage(packages(SHARED))
                .or()
                .resideInAPackage(ROOT + ".container")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + "." + operation)
                .check(CLASSES);
    }

    @Test
    void noPackageOfThisModuleHasMoreThanTwentyFiles() {
        var files = new ClassFileImporter()
                .importPath("target/classes").stream()
                        .filter(c -> !c.getSimpleName().equals("package-info"))
                        .filter(c -> c.getEnclosingClass().isEmpty() && !c.isNestedClass())
                        .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));

        assertThat(files)
                .containsKey(ROOT + ".backup")
                .allSatisfy((name, count) -> assertThat(count).as(name).isLessThan(20));
    }

    /** One package an operation: where its handler is. */
    private static List<String> operations() {
        return handlers(OperationHandler.class);
    }

    private static List<String> handlers(Class<?> type) {
        var found = CLASSES.stream()
                .filter(c -> c.isAssignableTo(type) && !c.getModifiers().contains(JavaModifier.ABSTRACT))
                .map(c -> c.getPackageName().substring(ROOT.length() + 1))
                .toList();
        assertThat(found)
                .contains("create", "backup", "restore", "verify", "drop")
                .doesNotHaveDuplicates();
        return found;
    }

    private static String[] packages(Collection<String> names) {
        return names.stream().map(name -> ROOT + "." + name).toArray(String[]::new);
    }

    @Test
    void thePackagesHaveNoCycles() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
    }
}
