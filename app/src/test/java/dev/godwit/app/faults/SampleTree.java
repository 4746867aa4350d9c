package dev.godwit.app.faults;

import dev.godwit.testkit.RandomContent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Folders with a bit of everything in them, and what can be compared of two of them. */
final class SampleTree {
    private static final String[] MODES = {"rw-r--r--", "rw-------", "rwxr-xr-x", "r--r--r--", "rwx------"};
    private static final int FILES_PER_FOLDER = 25;

    private SampleTree() {}

    /** Odd names, empty things, links, deep folders, and all sizes around what is treated in its own way. */
    static void plantOddities(Path root) throws IOException {
        RandomContent content = new RandomContent(7);
        Path deep = Files.createDirectories(root.resolve("d/e/e/p/e/r/ /-f/日本語 ünï"));
        Files.createDirectories(root.resolve("empty/emptier"));
        Files.createFile(root.resolve("nothing"));
        for (int length : new int[] {1, 16_384, 16_385, 262_143, 262_144, 262_145, 3_000_001}) {
            content.write(root.resolve("of " + length), length);
        }
        for (String name :
                new String[] {"new\nline", " space ", "-rf", "it's \"so\"", "dot.", "*?[a]", "👩‍👩", "\033[2J"}) {
            content.write(deep.resolve(name), 1_000);
        }
        try (FileChannel sparse =
                FileChannel.open(root.resolve("sparse"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            content.write(deep.resolve("part"), 100_000);
            sparse.position(5 << 20).write(java.nio.ByteBuffer.wrap(Files.readAllBytes(deep.resolve("part"))));
        }
        Files.createSymbolicLink(root.resolve("link"), Path.of("of 1"));
        Files.createSymbolicLink(root.resolve("d/up"), Path.of("../empty"));
        Files.createSymbolicLink(root.resolve("dangling"), Path.of("nowhere"));
        finish(root, new SplittableRandom(7));
    }

    /** Many small files and a few large ones, together about so many bytes. */
    static void plantMany(Path root, long seed, long bytes) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        RandomContent content = new RandomContent(seed);
        long left = bytes;
        for (int i = 0; left > 0; i++) {
            Path folder =
                    Files.createDirectories(root.resolve("f" + i / FILES_PER_FOLDER % 9 + "/g" + i / FILES_PER_FOLDER));
            long length = Math.min(left, i % 50 == 49 ? random.nextLong(1 << 20, 12 << 20) : random.nextLong(120_000));
            content.write(folder.resolve("file-" + i), length);
            left -= length;
        }
        finish(root, random);
    }

    /** Modes and times, from the leaves up: whatever is made in a directory changes its time. */
    private static void finish(Path root, SplittableRandom random) throws IOException {
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                if (Files.isSymbolicLink(path)) {
                    continue;
                }
                boolean isDirectory = Files.isDirectory(path);
                String mode = isDirectory ? "rwxr-x---" : MODES[random.nextInt(MODES.length)];
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
                Instant time = Instant.ofEpochSecond(random.nextLong(1_700_000_000), random.nextInt(1_000_000_000));
                Files.setLastModifiedTime(path, FileTime.from(time));
            }
        }
    }

    /** Everything below a folder: path to kind, mode, time and content. */
    static Map<String, String> of(Path root) throws IOException {
        Map<String, String> entries = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(root)) {
            paths.filter(path -> !path.equals(root))
                    .forEach(path -> entries.put(root.relativize(path).toString(), describe(path)));
        }
        return entries;
    }

    private static String describe(Path path) {
        try {
            FileTime time = Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS);
            if (Files.isSymbolicLink(path)) {
                return "link to " + Files.readSymbolicLink(path) + " " + time;
            }
            String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
            return Files.isDirectory(path)
                    ? "directory " + mode + " " + time
                    : "file " + mode + " " + time + " " + Files.size(path) + " " + digest(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String digest(Path file) throws IOException {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)))
                    .substring(0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    /** Length of all files together. */
    static long bytesIn(Path root) throws IOException {
        try (Stream<Path> paths = Files.walk(root)) {
            return paths.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
                    .mapToLong(path -> path.toFile().length())
                    .sum();
        }
    }
}
