package dev.godwit.content.receive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * An attacker in a thread of its own: it takes a directory away, puts a symbolic link to another place there, and puts the
 * directory back, again and again until it is closed.
 */
final class FolderSwap implements AutoCloseable {
    private final Path directory;
    private final Path aside;
    private final Path outside;
    private final AtomicLong swaps = new AtomicLong();
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final Future<?> running;
    private volatile boolean done;

    /** @param aside a name that is free, beside the directory */
    FolderSwap(Path directory, Path aside, Path outside) {
        this.directory = directory;
        this.aside = aside;
        this.outside = outside;
        this.running = thread.submit(() -> {
            while (!done) {
                swap();
            }
            return null;
        });
    }

    long swaps() {
        return swaps.get();
    }

    @Override
    public void close() {
        done = true;
        try {
            running.get();
        } catch (ExecutionException e) {
            throw new AssertionError("The attacker could not go on", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            thread.close();
        }
    }

    private void swap() throws IOException {
        Files.move(directory, aside);
        Files.createSymbolicLink(directory, outside);
        Thread.onSpinWait();
        Files.delete(directory);
        Files.move(aside, directory);
        swaps.incrementAndGet();
    }

    /** Everything beneath a directory, itself not counted. */
    static long entries(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.count() - 1;
        }
    }
}
