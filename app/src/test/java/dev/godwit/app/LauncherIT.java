package dev.godwit.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./godwit} from outside, as a process. */
@Timeout(120)
final class LauncherIT {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    @TempDir
    private Path directory = Path.of("");

    @Test
    void versionAndHelp() throws Exception {
        assertThat(godwit("version")).isEqualTo(new Ended(0, "godwit 0.1.0\n", ""));
        Ended help = godwit("--help");
        assertThat(help.exit()).isZero();
        assertThat(help.out()).contains("Commands:", "send", "receive, get", "Exit codes:");
    }

    @Test
    void worksThroughALinkFromAnywhere() throws Exception {
        Path link = Files.createSymbolicLink(directory.resolve("linked godwit"), ROOT.resolve("godwit"));
        assertThat(run(List.of(link.toString(), "version"), "GODWIT_NO_CACHE=1").out())
                .isEqualTo("godwit 0.1.0\n");
    }

    @Test
    void hashGoesOnAfterAMissingFile() throws Exception {
        Files.writeString(directory.resolve("größe"), "godwit");
        Ended ended = godwit("hash", "missing", "größe");
        assertThat(ended.exit()).isEqualTo(7);
        assertThat(ended.out()).matches("[0-9a-f]{64}  6  größe\n");
        assertThat(ended.err()).startsWith("godwit: ").contains("missing", "\n  → ");
    }

    @Test
    void unknownOptionIsExplained() throws Exception {
        Ended ended = godwit("send", "--jsn", "f");
        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err()).contains("Unknown option: '--jsn'", "Did you mean: --json?");
    }

    @Test
    void missingJavaIsExplained() throws Exception {
        String script = ". " + ROOT.resolve("build/find-jdk.sh") + "; least_java=999; find_java java";
        Ended ended = run(List.of("sh", "-c", script), "GODWIT_JAVA_HOME=/nowhere");
        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.err()).contains("Java 999 or newer is needed. Found: Java ", "→ Install a JDK 999");
    }

    @Test
    void changedJarIsNeverServedFromTheCache() throws Exception {
        Path copy = Files.createDirectories(directory.resolve("copy"));
        Path caches = directory.resolve("caches");
        for (String file : List.of("godwit", "build/find-jdk.sh", "build/class-cache.sh")) {
            Files.createDirectories(copy.resolve(file).getParent());
            Files.copy(ROOT.resolve(file), copy.resolve(file));
        }
        Path jar = copy.resolve("app/target/godwit/lib/godwit-app.jar");
        List<String> command = List.of(copy.resolve("godwit").toString());
        String cacheHome = "XDG_CACHE_HOME=" + caches;

        writeProgram(jar, "one", Instant.now().minusSeconds(60));
        assertThat(run(command, cacheHome).out()).isEqualTo("one\n");
        awaitCaches(caches, 1);
        assertThat(run(command, cacheHome)).isEqualTo(new Ended(0, "one\n", ""));

        // The same size, so that only the time tells.
        writeProgram(jar, "two", Instant.now());
        assertThat(run(command, cacheHome)).isEqualTo(new Ended(0, "two\n", ""));
        awaitCaches(caches, 2);
        assertThat(run(command, cacheHome)).isEqualTo(new Ended(0, "two\n", ""));
    }

    @Test
    void unusableCacheDirectoryDoesNotMatter() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "");
        Ended ended = run(List.of(ROOT.resolve("godwit").toString(), "version"), "XDG_CACHE_HOME=" + file);
        assertThat(ended).isEqualTo(new Ended(0, "godwit 0.1.0\n", ""));
    }

    private record Ended(int exit, String out, String err) {}

    private Ended godwit(String... args) throws Exception {
        List<String> command = new ArrayList<>(List.of(ROOT.resolve("godwit").toString()));
        command.addAll(List.of(args));
        return run(command, "GODWIT_NO_CACHE=1");
    }

    private Ended run(List<String> command, String setting) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        String[] pair = setting.split("=", 2);
        builder.environment().put(pair[0], pair[1]);
        Path err = Files.createTempFile(directory, "err", "");
        Process process = builder.redirectError(err.toFile()).start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), out, Files.readString(err));
    }

    /** The launcher has made the directory before it ends; what moves into it later is an event. */
    private static void awaitCaches(Path caches, int count) throws Exception {
        try (WatchService watch = caches.getFileSystem().newWatchService()) {
            WatchKey key = caches.resolve("godwit").register(watch, StandardWatchEventKinds.ENTRY_CREATE);
            while (cacheCount(caches) < count) {
                assertThat(watch.poll(60, TimeUnit.SECONDS))
                        .as("no cache was made")
                        .isSameAs(key);
                key.pollEvents();
                assertThat(key.reset()).isTrue();
            }
        }
    }

    private static long cacheCount(Path caches) throws IOException {
        try (Stream<Path> files = Files.list(caches.resolve("godwit"))) {
            return files.filter(file -> file.toString().endsWith(".aot")).count();
        }
    }

    private void writeProgram(Path jar, String text, Instant time) throws IOException {
        Path source = directory.resolve("Main.java");
        Files.writeString(
                source,
                "package dev.godwit.app; class Main { public static void main(String[] a) { System.out.println(\""
                        + text + "\"); } }");
        ToolProvider.getSystemJavaCompiler().run(null, null, null, "-d", directory.toString(), source.toString());
        Files.createDirectories(jar.getParent());
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(file)) {
            entries.putNextEntry(new JarEntry("dev/godwit/app/Main.class"));
            Files.copy(directory.resolve("dev/godwit/app/Main.class"), entries);
        }
        Files.setLastModifiedTime(jar, FileTime.from(time));
    }
}
