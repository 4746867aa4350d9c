package dev.godwit.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A small disk of its own that a test can fill: a Linux tmpfs, which only root may mount. Closing unmounts it. */
public record Tmpfs(Path directory) implements AutoCloseable {

    /** Whether this process may mount one. */
    public static boolean isPossible() {
        return System.getProperty("os.name").equals("Linux") && "root".equals(System.getProperty("user.name"));
    }

    /** Mounts a disk of some kibibytes on an existing empty directory. */
    public static Tmpfs mount(Path directory, int sizeKibibytes) throws IOException {
        run("mount", "-t", "tmpfs", "-o", "size=" + sizeKibibytes + "k", "godwit-test", directory.toString());
        return new Tmpfs(directory);
    }

    @Override
    public void close() throws IOException {
        run("umount", "--lazy", directory.toString());
        Files.deleteIfExists(directory);
    }

    private static void run(String... command) throws IOException {
        Process process = new ProcessBuilder(command).inheritIO().start();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException(String.join(" ", command) + " failed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
