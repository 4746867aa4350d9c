package dev.godwit.content.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.content.disk.Descriptor.Renamed;
import dev.godwit.testkit.RandomContent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class DescriptorTest {
    private static final Instant TIME = Instant.parse("2020-01-02T03:04:05.678901234Z");

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
        Files.createDirectory(directory.resolve("other"));
        try (Descriptor held = Descriptor.open(directory).orElseThrow()) {
            assertThat(held.status()
                            .isSameFile(Descriptor.open(directory).orElseThrow().status()))
                    .isTrue();
            assertThat(held.status("other").isSameFile(held.status())).isFalse();
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

    /** A process may not read its memory at zero: the same error as that of a bad disk. */
    @Test
    void aReadErrorNamesTheFileAndTheReason() {
        Path bad = Path.of("/proc/self/mem");
        try (Descriptor held = Descriptor.open(bad).orElseThrow()) {
            assertThatThrownBy(() -> held.read(0, ByteBuffer.allocateDirect(10)))
                    .isInstanceOfSatisfying(FileSystemException.class, e -> {
                        assertThat(e.getFile()).isEqualTo(bad.toString());
                        assertThat(e.getReason()).isEqualTo("Input/output error");
                    });
        }
    }

    @Test
    void opensWhatLiesBeneathButThroughNoLink() throws IOException {
        Files.createDirectories(directory.resolve("a/b"));
        Files.writeString(directory.resolve("a/b/file"), "content");
        Files.createSymbolicLink(directory.resolve("a/link"), Path.of("b"));
        Files.createSymbolicLink(directory.resolve("a/b/last"), Path.of("file"));
        try (Descriptor held = Descriptor.openDirectory(directory)) {
            for (Beneath way : List.<Beneath>of(
                    Descriptor::openFile, (from, path) -> Opening.stepwise(from, path, SystemCalls.O_NONBLOCK))) {
                try (Descriptor file = way.open(held, List.of("a", "b", "file"))) {
                    assertThat(file.path()).isEqualTo(directory.resolve("a/b/file"));
                    assertThat(file.status().kind()).isEqualTo(FileStatus.Kind.FILE);
                }
                for (String path : List.of("a/link/file", "a/b/last", "a/link")) {
                    assertThatThrownBy(() -> way.open(held, List.of(path.split("/"))))
                            .isInstanceOf(FileSystemException.class)
                            .hasMessageContaining(directory.resolve("a").toString());
                }
                for (String step : List.of("..", ".", "", "a/b", "nul\0", "half \ud83d")) {
                    assertThatThrownBy(() -> way.open(held, List.of("a", step)))
                            .isInstanceOf(InvalidPathException.class);
                    assertThatThrownBy(() -> way.open(held, List.of(step))).isInstanceOf(InvalidPathException.class);
                }
                assertThatThrownBy(() -> way.open(held, List.of("a", "missing")))
                        .isInstanceOf(NoSuchFileException.class)
                        .hasMessage(directory.resolve("a/missing").toString());
            }
        }
    }

    private interface Beneath {
        Descriptor open(Descriptor from, List<String> path) throws IOException;
    }

    @Test
    void opensPathsThatAreTooLongForOneCall() throws IOException {
        List<String> names = Collections.nCopies(30, "long".repeat(50));
        List<Descriptor> opened = new ArrayList<>();
        opened.add(Descriptor.openDirectory(directory));
        Descriptor top = opened.getFirst();
        for (String name : names) {
            assertThat(opened.getLast().makeDirectory(name, 0755)).isTrue();
            assertThat(opened.getLast().makeDirectory(name, 0755)).isFalse();
            opened.add(opened.getLast().openDirectory(List.of(name)));
        }
        try (Descriptor deep = top.openDirectory(names)) {
            assertThat(deep.status().isSameFile(opened.getLast().status())).isTrue();
        }
        // Too deep for JUnit to delete.
        for (Descriptor held : opened.reversed()) {
            if (held != opened.getLast()) {
                held.deleteDirectory(names.getFirst());
            }
        }
        opened.forEach(Descriptor::close);
    }

    @Test
    void saysOfAFileWhatTheJdkSays() throws IOException {
        Path file = Files.write(directory.resolve("file"), new byte[12_345]);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-x--x"));
        Files.setLastModifiedTime(file, FileTime.from(TIME));
        try (Descriptor opened = Descriptor.open(file).orElseThrow();
                Descriptor held = Descriptor.openDirectory(directory)) {
            FileStatus status = opened.status();
            assertThat(held.status("file")).isEqualTo(status);
            assertThat(status.length()).isEqualTo(12_345);
            assertThat(status.mode()).isEqualTo(0751);
            assertThat(status.modified()).isEqualTo(TIME);
            Map<String, Object> unix = Files.readAttributes(file, "unix:*");
            assertThat(status.inode()).isEqualTo(unix.get("ino"));
            assertThat(status.device()).isEqualTo(unix.get("dev"));
            assertThat(status.owner()).isEqualTo(unix.get("uid"));
            assertThat(FileTime.from(status.changed())).isEqualTo(unix.get("ctime"));
            assertThat(held.status().kind()).isEqualTo(FileStatus.Kind.DIRECTORY);
        }
    }

    @Test
    void writesAndReadsFromBothKindsOfBuffers() throws IOException {
        int length = 700_001;
        byte[] content = new RandomContent(3).bytes(length);
        try (Descriptor held = Descriptor.openDirectory(directory)) {
            for (ByteBuffer buffer : List.of(ByteBuffer.allocate(length), ByteBuffer.allocateDirect(length))) {
                String name = "direct " + buffer.isDirect();
                try (Descriptor file = held.createFile(name, 0600)) {
                    file.write(5, buffer.put(content).flip().position(5));
                    assertThat(buffer.hasRemaining()).isFalse();
                    file.write(0, buffer.position(0).limit(5).slice());
                    file.setMode(0640);
                    file.setModified(TIME);
                    file.force();
                }
                assertThat(directory.resolve(name)).hasBinaryContent(content);
                try (Descriptor file = held.openFile(List.of(name))) {
                    assertThat(file.status().mode()).isEqualTo(0640);
                    assertThat(file.status().modified()).isEqualTo(TIME);
                    assertThat(file.read(1, buffer.clear())).isEqualTo(length - 1);
                    byte[] read = new byte[length - 1];
                    buffer.flip().get(read);
                    assertThat(read).isEqualTo(Arrays.copyOfRange(content, 1, length));
                    assertThat(file.read(length, buffer.clear())).isZero();
                }
                assertThatThrownBy(() -> held.createFile(name, 0600)).isInstanceOf(FileAlreadyExistsException.class);
            }
            held.forceFileSystem();
        }
    }

    @Test
    void makesReadsDatesAndDeletesALinkAndNotWhatItLeadsTo() throws IOException {
        Path victim = Files.writeString(directory.resolve("victim"), "precious");
        Files.setLastModifiedTime(victim, FileTime.from(Instant.EPOCH));
        try (Descriptor held = Descriptor.openDirectory(directory)) {
            held.makeLink("link", "./victim");
            assertThat(held.readLink("link")).isEqualTo("./victim");
            assertThat(Files.readSymbolicLink(directory.resolve("link"))).hasToString("./victim");
            held.setModified("link", TIME);
            assertThat(held.status("link").modified()).isEqualTo(TIME);
            assertThat(held.status("link").kind()).isEqualTo(FileStatus.Kind.LINK);
            held.renameOver("link", "moved");
            held.delete("moved");
            assertThatThrownBy(() -> held.readLink("victim")).isInstanceOf(FileSystemException.class);
            held.makeDirectory("empty", 0700);
            assertThatThrownBy(() -> held.delete("empty")).isInstanceOf(FileSystemException.class);
            held.deleteDirectory("empty");
        }
        assertThat(victim).hasContent("precious");
        assertThat(Files.getLastModifiedTime(victim).toInstant()).isEqualTo(Instant.EPOCH);
    }

    @Test
    void closingWaitsForNoOneAndSpoilsNoOthersCalls() throws Exception {
        // Many descriptors that others close under the calls: a number that was given anew would show as another file.
        Files.writeString(directory.resolve("right"), "right");
        Files.writeString(directory.resolve("wrong"), "wrong");
        try (Descriptor held = Descriptor.openDirectory(directory);
                ExecutorService threads = Executors.newFixedThreadPool(3)) {
            for (int round = 0; round < 500; round++) {
                Descriptor right = held.openFile(List.of("right"));
                Future<?> closer = threads.submit(right::close);
                Future<Descriptor> taker = threads.submit(() -> held.openFile(List.of("wrong")));
                ByteBuffer buffer = ByteBuffer.allocate(5);
                try {
                    right.read(0, buffer);
                    assertThat(new String(buffer.array(), StandardCharsets.UTF_8))
                            .isEqualTo("right");
                } catch (FileSystemException e) {
                    assertThat(e).hasMessageContaining("is closed");
                }
                closer.get();
                taker.get().close();
            }
        }
    }
}
