package dev.godwit.node.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the home is, and the identity in it. */
class HomeTest {
    @TempDir
    private Path temp;

    private static Path locate(Optional<Path> option, Map<String, String> environment) {
        return Home.locate(option, environment).directory();
    }

    @Test
    void theOptionComesBeforeTheVariableBeforeXdgBeforeTheDefault() {
        Map<String, String> all = Map.of("GODWIT_HOME", "/variable", "XDG_STATE_HOME", "/xdg");
        assertThat(locate(Optional.of(Path.of("/option/../here")), all)).isEqualTo(Path.of("/here"));
        assertThat(locate(Optional.empty(), all)).isEqualTo(Path.of("/variable"));
        assertThat(locate(Optional.empty(), Map.of("XDG_STATE_HOME", "/xdg"))).isEqualTo(Path.of("/xdg/godwit"));
        Path usual = Path.of(System.getProperty("user.home"), ".local", "state", "godwit");
        assertThat(locate(Optional.empty(), Map.of())).isEqualTo(usual);
        assertThat(locate(Optional.empty(), Map.of("GODWIT_HOME", " ", "XDG_STATE_HOME", "relative")))
                .isEqualTo(usual);
        assertThat(locate(Optional.of(Path.of("relative")), Map.of())).isAbsolute();
    }

    private Home home() {
        return new Home(temp.resolve("deep/home"));
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static List<Path> filesIn(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    @Test
    void theIdentityIsMadeOnceAndForItsOwnerAlone() throws IOException {
        IdentityStore first = IdentityStore.open(home());
        IdentityStore second = IdentityStore.open(home());
        assertThat(second.keys().identity()).isEqualTo(first.keys().identity());
        assertThat(second.keys().credentials().certificateDer())
                .isEqualTo(first.keys().credentials().certificateDer());
        assertThat(mode(home().directory())).isEqualTo("rwx------");
        assertThat(mode(home().identity())).isEqualTo("rwx------");
        for (Path file : filesIn(home().identity())) {
            assertThat(mode(file)).isEqualTo("rw-------");
        }
        assertThat(filesIn(home().directory())).containsExactly(home().identity());
    }

    @Test
    void twoFirstUsesAtOnceGetTheSameIdentity() throws Exception {
        CyclicBarrier together = new CyclicBarrier(2);
        Callable<IdentityStore> use = () -> {
            together.await();
            return IdentityStore.open(home());
        };
        List<IdentityStore> got = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            for (Future<IdentityStore> store : threads.invokeAll(List.of(use, use))) {
                got.add(store.get());
            }
        }
        assertThat(got.getFirst().keys().identity())
                .isEqualTo(got.getLast().keys().identity());
        assertThat(filesIn(home().directory())).containsExactly(home().identity());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ed25519-private.der", "ed25519-public.der", "tls-private.der", "tls-certificate.der"})
    void aDamagedOrMissingFileIsSaidAndNotReplaced(String name) throws IOException {
        assertThat(IdentityStore.open(home()).keys()).isNotNull();
        Path file = home().identity().resolve(name);
        Files.write(file, new byte[] {1, 2, 3});
        assertUnusable();
        Files.delete(file);
        assertUnusable();
    }

    @Test
    void credentialsOfAnotherIdentityAreNotUsed() throws IOException {
        assertThat(IdentityStore.open(home()).keys()).isNotNull();
        Home other = new Home(temp.resolve("other"));
        assertThat(IdentityStore.open(other).keys()).isNotNull();
        for (String name : List.of("tls-private.der", "tls-certificate.der")) {
            Files.write(
                    home().identity().resolve(name),
                    Files.readAllBytes(other.identity().resolve(name)));
        }
        assertUnusable();
    }

    private void assertUnusable() {
        assertThatThrownBy(() -> IdentityStore.open(home()).keys())
                .isInstanceOfSatisfying(
                        FaultException.class, e -> assertThat(e.fault().code()).isEqualTo(FaultCode.HOME_UNUSABLE));
    }

    @Test
    void keysThatOthersCouldReadAreMadePrivate() throws IOException {
        assertThat(IdentityStore.open(home()).keys()).isNotNull();
        Path key = home().identity().resolve("ed25519-private.der");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(IdentityStore.open(home()).keys()).isNotNull();
        assertThat(mode(key)).isEqualTo("rw-------");
    }

    @Test
    void aHomeThatCanNotBeMadeIsSaid() throws IOException {
        Files.writeString(temp.resolve("deep"), "in the way");
        assertUnusable();
    }
}
