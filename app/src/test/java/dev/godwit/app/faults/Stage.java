package dev.godwit.app.faults;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.godwit.testkit.RandomContent;
import dev.godwit.testkit.TcpProxy;
import dev.godwit.testkit.Tmpfs;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Where one test plays: a directory of its own, and everything it starts, which ends with it. After a failure it prints
 * what each process has said. Every peer is a home directory; all traffic stays on the loopback address.
 */
final class Stage implements BeforeEachCallback, AfterEachCallback {
    /** What {@code mvn package} has put together, and what {@code ./godwit} runs. */
    private static final Path LIBRARY = Path.of("target", "godwit", "lib").toAbsolutePath();

    private static final Path TEST_CLASSES = Path.of("target", "test-classes").toAbsolutePath();

    private final List<AutoCloseable> open = new ArrayList<>();
    private final List<GodwitProcess> processes = new ArrayList<>();
    private Path directory = Path.of("");

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        directory = Files.createTempDirectory("godwit-outside-").toRealPath();
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        if (context.getExecutionException().isPresent()) {
            processes.forEach(process -> System.out.println(process.transcript()));
        }
        processes.forEach(GodwitProcess::close);
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
        deleteAll(directory);
    }

    private static void deleteAll(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    /** A path in the directory of this test. */
    Path path(String first, String... more) {
        return directory.resolve(Path.of(first, more));
    }

    /** A new empty folder. */
    Path folder(String name) throws IOException {
        return Files.createDirectories(path(name));
    }

    /** A new file of random content that is the same for the same name. */
    Path file(String name, long lengthBytes) throws IOException {
        return new RandomContent(name.hashCode()).write(path(name), lengthBytes);
    }

    /** The home of a peer, who neither asks nor tells anybody but those whose address it has. */
    Path home(String peer) {
        Path home = path("home-" + peer);
        try {
            if (Files.notExists(home)) {
                Files.createDirectory(
                        home, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
                Path config = Files.writeString(home.resolve("config"), "lan = off\ndht.mode = off\n");
                Files.setPosixFilePermissions(config, PosixFilePermissions.fromString("rw-------"));
            }
            return home;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** To be closed after the test. */
    <T extends AutoCloseable> T closeLater(T resource) {
        open.add(resource);
        return resource;
    }

    /** A proxy in front of a sender that is ready. */
    TcpProxy proxyTo(GodwitProcess sender) throws IOException {
        return closeLater(TcpProxy.to(port(sender)));
    }

    /** A disk of its own; skips the test where it can not be had. */
    Path tmpfs(int mebibytes) throws IOException {
        assumeTrue(Tmpfs.isPossible(), "only root may mount a disk");
        return closeLater(Tmpfs.mount(folder("disk"), mebibytes * 1024)).directory();
    }

    /** Somebody else takes all the space that is left. */
    static Path fill(Path disk) throws IOException {
        Path filler = disk.resolve("filler");
        try (OutputStream out = Files.newOutputStream(filler)) {
            byte[] some = new byte[4096];
            while (true) {
                out.write(some);
            }
        } catch (IOException e) {
            // The disk is full.
            return filler;
        }
    }

    /** The port on which a sender listens. */
    static int port(GodwitProcess sender) {
        String address = sender.await("ready").texts("addresses").getFirst();
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }

    /** The ticket of a sender, once it is ready. */
    static String ticket(GodwitProcess sender) {
        return sender.await("ready").text("ticket");
    }

    /** {@code godwit send --json --bind 127.0.0.1} with further arguments. */
    GodwitProcess send(String peer, Object... arguments) throws IOException {
        return godwit(peer, with(arguments, "send", "--json", "--bind", "127.0.0.1"));
    }

    /** {@code godwit receive --json} with further arguments. */
    GodwitProcess receive(String peer, Object... arguments) throws IOException {
        return godwit(peer, with(arguments, "receive", "--json"));
    }

    /** {@code godwit} with these arguments and the home of {@code peer}. */
    GodwitProcess godwit(String peer, Object... arguments) throws IOException {
        return start(peer, command(peer, arguments));
    }

    /** The command line of a Godwit, to be started with {@link #start} when more about it must be set. */
    ProcessBuilder command(String peer, Object... arguments) {
        String classPath = LIBRARY + File.separator + "*";
        return java(classPath, "dev.godwit.app.Main", with(arguments, "--home", home(peer)));
    }

    /** A main class of this package, with the program's own modules to work with. */
    GodwitProcess actor(Class<?> main, Object... arguments) throws IOException {
        String classPath = TEST_CLASSES + File.pathSeparator + LIBRARY + File.separator + "*";
        return start(main.getSimpleName(), java(classPath, main.getName(), arguments));
    }

    /** Starts a process that ends with the test. */
    GodwitProcess start(String label, ProcessBuilder builder) throws IOException {
        GodwitProcess process = GodwitProcess.start(label, builder);
        processes.add(process);
        return process;
    }

    /** The same without root's right to read what its modes forbid. */
    static ProcessBuilder obeyingModes(ProcessBuilder builder) {
        if ("root".equals(System.getProperty("user.name"))) {
            List<String> command = new ArrayList<>(
                    List.of("setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-all"));
            command.addAll(builder.command());
            builder.command(command);
        }
        return builder;
    }

    private static ProcessBuilder java(String classPath, String main, Object... arguments) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = new ArrayList<>();
        // A shell starts background jobs with SIGINT ignored, and children inherit that.
        command.addAll(List.of("env", "--default-signal=INT", "LC_ALL=C.UTF-8", java));
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx192m"));
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp", classPath, main));
        Arrays.stream(arguments).map(String::valueOf).forEach(command::add);
        return new ProcessBuilder(command);
    }

    private static Object[] with(Object[] last, Object... first) {
        return Stream.concat(Arrays.stream(first), Arrays.stream(last)).toArray();
    }

    /** The names in a folder, sorted. */
    static List<String> namesIn(Path folder) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            return children.map(path -> String.valueOf(path.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    /** What a download that was broken off has left in its folder. */
    static List<String> partialsIn(Path folder) throws IOException {
        return namesIn(folder).stream().filter(name -> name.endsWith(".part")).toList();
    }
}
