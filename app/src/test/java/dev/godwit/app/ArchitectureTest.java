package dev.godwit.app;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.godwit.transfer.compress.CompressMode;
import dev.godwit.transfer.receive.destination.TransferRecord;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** ARCHITECTURE.md, as far as a machine can read it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ArchitectureTest {
    private JavaClasses godwit = new ClassFileImporter().importClasses();

    @BeforeAll
    void readClasses() {
        godwit = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .withImportOption(location -> !location.contains("testkit"))
                .importPackages("dev.godwit");
    }

    @Test
    void modulesDependDownwards() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .withOptionalLayers(true)
                .layer("content")
                .definedBy("dev.godwit.content..")
                .layer("wire")
                .definedBy("dev.godwit.wire..")
                .layer("dht")
                .definedBy("dev.godwit.dht..")
                .layer("network")
                .definedBy("dev.godwit.network..")
                .layer("transfer")
                .definedBy("dev.godwit.transfer..")
                .layer("node")
                .definedBy("dev.godwit.node..")
                .layer("app")
                .definedBy("dev.godwit.app..")
                .whereLayer("app")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("node")
                .mayOnlyBeAccessedByLayers("app")
                .whereLayer("transfer")
                .mayOnlyBeAccessedByLayers("node", "app")
                .whereLayer("network")
                .mayOnlyBeAccessedByLayers("node")
                .whereLayer("dht")
                .mayOnlyBeAccessedByLayers("network", "node")
                .whereLayer("wire")
                .mayOnlyBeAccessedByLayers("network", "transfer", "node", "app")
                .whereLayer("content")
                .mayOnlyBeAccessedByLayers("wire", "network", "transfer", "node", "app")
                .check(godwit);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.godwit.(**)").should().beFreeOfCycles().check(godwit);
    }

    @Test
    void contentAndWireUseOnlyTheJdk() {
        classes()
                .that()
                .resideInAnyPackage("dev.godwit.content..", "dev.godwit.wire..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "javax..", "org.jspecify..", "dev.godwit.content..", "dev.godwit.wire..")
                .check(godwit);
    }

    @Test
    void transferKnowsNeitherNettyNorSql() {
        noClasses()
                .that()
                .resideInAPackage("dev.godwit.transfer..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.netty..", "java.sql..", "javax.sql..")
                .check(godwit);
    }

    @Test
    void onlyADownloadSeesHowItIsDone() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.godwit.transfer.receive..")
                .should()
                .dependOnClassesThat(resideInAPackage("dev.godwit.transfer.receive.*..")
                        .and(not(belongToAnyOf(TransferRecord.class))))
                .check(godwit);
    }

    @Test
    void programSeesTheFacadeAndValuesOnly() {
        noClasses()
                .that()
                .resideInAPackage("dev.godwit.app..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("dev.godwit.transfer..", "dev.godwit.wire..")
                        .and(not(resideInAnyPackage(
                                "dev.godwit.transfer.event", "dev.godwit.wire.fault", "dev.godwit.wire.code")))
                        .and(not(type(CompressMode.class))))
                .check(godwit);
    }

    @Test
    void onlyTheProgramPrintsAndExits() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.godwit.app..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "halt", int.class)
                .check(godwit);
    }

    @Test
    void everyPackageIsNullMarked() {
        List<String> unmarked = godwit.stream()
                .filter(not(resideInAPackage("dev.godwit.app.json.jsonb")))
                .map(JavaClass::getPackage)
                .distinct()
                .filter(unit -> !unit.isAnnotatedWith(NullMarked.class))
                .map(JavaPackage::getName)
                .toList();
        assertThat(unmarked).isEmpty();
    }
}
