package dev.godwit.content.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.content.disk.Descriptor.Renamed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class DescriptorTest {
    @TempDir
    private Path directory;

    @Test
    void renamesOnlyToAFreeName() throws IOException {
        Files.writeString(directory.resolve("a"), "a");
        Files.writeString(directory.resolve("b"), "b");
        Files.createSymbolicLink(directory.resolve("link"), Path.of("/nowhere"));
        try (Descriptor held = Descriptor.open(directory).orElseThrow()) {
            assertThat(held.renameNew("a", "b")).isEqualTo(Renamed.EXISTS);
            assertThat(held.renameNew("a", "link")).isEqualTo(Renamed.EXISTS);
            assertThat(held.renameNew("a", "ü")).isEqualTo(Renamed.DONE);
            assertThat(held.renameNew("missing", "c")).isEqualTo(Renamed.UNSUPPORTED);
        }
        assertThat(directory.resolve("ü")).hasContent("a");
        assertThat(directory.resolve("b")).hasContent("b");
    }

    @Test
    void knowsWhichFileItIs() throws IOException {
        Path other = Files.createDirectory(directory.resolve("other"));
        try (Descriptor held = Descriptor.open(directory).orElseThrow()) {
            assertThat(held.isFile(key(directory))).isTrue();
            assertThat(held.isFile(key(other))).isFalse();
        }
    }

    @Test
    void doesNothingOnceItIsClosed() throws IOException {
        Descriptor held = Descriptor.open(directory).orElseThrow();
        held.close();
        held.close();
        Files.createFile(directory.resolve("a"));
        assertThat(held.renameNew("a", "b")).isEqualTo(Renamed.UNSUPPORTED);
        assertThatThrownBy(() -> held.nextData(0)).isInstanceOf(IOException.class);
        assertThat(Descriptor.open(directory.resolve("missing"))).isEmpty();
    }

    /** What {@link #isQuietlyMissingWithoutPermission} runs in a process of its own. */
    static final class Probe {
        private Probe() {}

        public static void main(String[] arguments) {
            System.out.print(Descriptor.open(Path.of(arguments[0])).isPresent());
        }
    }

    @Test
    void isQuietlyMissingWithoutPermission() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "--illegal-native-access=deny",
                        Probe.class.getName(),
                        directory.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        assertThat(output).isEqualTo("false");
    }

    private static Object key(Path path) throws IOException {
        return Objects.requireNonNull(
                Files.readAttributes(path, BasicFileAttributes.class).fileKey());
    }
}
