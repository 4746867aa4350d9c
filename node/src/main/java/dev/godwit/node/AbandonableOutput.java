package dev.godwit.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.WritableByteChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/**
 * An output that may stop to take anything, such as a pipe that nobody reads: closing this ends the write that waits, with
 * {@link AsynchronousCloseException}, though not the system call. That one has a daemon thread of its own, since neither
 * an interrupt nor closing the channel wakes a virtual thread from it. One writer; any thread may close.
 */
final class AbandonableOutput implements WritableByteChannel {
    private final WritableByteChannel output;
    private final ExecutorService writer = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("output").factory());
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();

    /** Writes to {@code output}, which stays open. */
    AbandonableOutput(WritableByteChannel output) {
        this.output = output;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        try {
            return CompletableFuture.supplyAsync(() -> writeNow(source), writer)
                    .applyToEither(closed, count -> count)
                    .join();
        } catch (RejectedExecutionException e) {
            throw new ClosedChannelException();
        } catch (CompletionException e) {
            switch (e.getCause()) {
                case IOException cause -> throw cause;
                case UncheckedIOException cause -> throw cause.getCause();
                case null, default -> throw e;
            }
        }
    }

    private int writeNow(ByteBuffer source) {
        try {
            return output.write(source);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean isOpen() {
        return !closed.isDone();
    }

    @Override
    public void close() {
        writer.shutdown();
        closed.completeExceptionally(new AsynchronousCloseException());
    }
}
