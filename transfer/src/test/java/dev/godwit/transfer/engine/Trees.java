package dev.godwit.transfer.engine;

import dev.godwit.testkit.RandomContent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Trees of files, made and described. */
final class Trees {
    static final int SMALL = 262_144;
    private static final Instant TIME = Instant.parse("2021-03-04T05:06:07.891234500Z");

    private Trees() {}

    /** One of everything. */
    static Path oneOfEverything(Path top) throws IOException {
        RandomContent content = new RandomContent(77);
        Path deep = Files.createDirectories(top.resolve("a/b/c"));
        Files.createDirectories(top.resolve("empty folder/\u00e4\u6f22"));
        content.write(top.resolve("small at most"), SMALL);
        content.write(top.resolve("large at least"), SMALL + 1);
        content.write(deep.resolve("large"), 5 * SMALL + 17);
        content.write(deep.resolve("script"), 100);
        Files.createFile(top.resolve("empty"));
        Files.createFile(deep.resolve("empty too"));
        Files.createSymbolicLink(top.resolve("link"), Path.of("a/b/c/script"));
        Files.createSymbolicLink(deep.resolve("up"), Path.of("../../empty"));
        Files.createSymbolicLink(deep.resolve("nowhere"), Path.of("not-there"));
        Files.setPosixFilePermissions(deep.resolve("script"), PosixFilePermissions.fromString("rwxr-x---"));
        Files.setPosixFilePermissions(deep.resolve("large"), PosixFilePermissions.fromString("r--r--r--"));
        Files.setPosixFilePermissions(deep, PosixFilePermissions.fromString("rwx------"));
        setTimes(top);
        return top;
    }

    /** So many small files of some bytes each, in folders of a hundred. */
    static Path many(Path top, int files, RandomGenerator random) throws IOException {
        for (int i = 0; i < files; i++) {
            Path folder = top.resolve("folder" + i / 100);
            if (i % 100 == 0) {
                Files.createDirectories(folder);
            }
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            Files.write(folder.resolve("file" + i), bytes);
        }
        return top;
    }

    /** Children before their folder, whose time they would change. */
    private static void setTimes(Path top) throws IOException {
        try (Stream<Path> paths = Files.walk(top)) {
            long seconds = 0;
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                if (!Files.isSymbolicLink(path)) {
                    Files.setLastModifiedTime(path, FileTime.from(TIME.plusSeconds(seconds++)));
                }
            }
        }
    }

    /** What is in a folder: each path with its kind, mode, time and content. */
    static Map<String, String> describe(Path top) throws IOException {
        return describe(top, ".godwit-");
    }

    /** The same without the paths that begin like this. */
    static Map<String, String> describe(Path top, String without) throws IOException {
        Map<String, String> found = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(top)) {
            for (Path path : paths.toList()) {
                found.put(top.relativize(path).toString(), describeOne(path));
            }
        }
        found.keySet().removeIf(path -> path.isEmpty() || path.startsWith(without));
        return found;
    }

    private static String describeOne(Path path) throws IOException {
        String time = Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS).toString();
        if (Files.isSymbolicLink(path)) {
            return "link " + time + " " + Files.readSymbolicLink(path);
        }
        String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        return Files.isDirectory(path)
                ? "folder " + mode + " " + time
                : "file " + mode + " " + time + " " + Files.size(path) + " "
                        + Arrays.hashCode(Files.readAllBytes(path));
    }

    /** The same without modes and times. */
    static Map<String, Integer> contents(Path top) throws IOException {
        Map<String, Integer> found = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(top)) {
            for (Path path : paths.toList()) {
                if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                    found.put(top.relativize(path).toString(), Arrays.hashCode(Files.readAllBytes(path)));
                }
            }
        }
        return found;
    }
}
