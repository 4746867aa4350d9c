package dev.godwit.dht;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a library may not do behind its user's back. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DhtArchitectureTest {
    private final JavaClasses dht = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.godwit.dht");

    /** Whoever wants the DHT alone can have it alone. */
    @Test
    void usesOnlyTheJdk() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "javax.crypto..", "org.jspecify..", "dev.godwit.dht..")
                .check(dht);
    }

    /** The law that makes it testable in virtual time: below the driver are no sockets, clocks and threads. */
    @Test
    void protocolDoesNoInputAndOutput() {
        noClasses()
                .that()
                .resideInAPackage("dev.godwit.dht.*..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.nio.channels..", "java.util.concurrent..")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(dht);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.godwit.(**)").should().beFreeOfCycles().check(dht);
    }

    /** The engine is known to the façade only; nothing below it looks up. */
    @Test
    void nothingDependsOnTheFacade() {
        noClasses()
                .that()
                .resideInAPackage("dev.godwit.dht.*..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.godwit.dht")
                .check(dht);
    }

    @Test
    void packagesAreNeitherDrawersNorSplinters() {
        Map<String, Long> files = dht.stream()
                .filter(type -> type.getEnclosingClass().isEmpty())
                .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));
        assertThat(files).allSatisfy((_, count) -> assertThat(count).isBetween(5L, 25L));
    }
}
