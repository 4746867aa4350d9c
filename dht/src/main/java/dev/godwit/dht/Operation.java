package dev.godwit.dht;

import dev.godwit.dht.engine.Outcome;
import dev.godwit.dht.item.Item;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * A task as its caller sees it: consumers of what is found, called one after the other on virtual threads, and a future that
 * completes after the last of them, on a virtual thread too: what hangs on it may block. The driving thread feeds it and never
 * waits for a consumer.
 */
final class Operation<T> implements Driver.TaskListener {
    private static final Executor CONSUMERS =
            task -> Thread.ofVirtual().name("dht-consumer").start(task);

    private final Consumer<InetSocketAddress> peers;
    private final Consumer<Item> items;
    private final BiFunction<Outcome, Optional<Item>, T> conclusion;
    private final CompletableFuture<T> result = new CompletableFuture<>();
    private CompletableFuture<?> told = CompletableFuture.completedFuture(Boolean.TRUE);
    private Optional<Item> last = Optional.empty();

    /** The future's value is what {@code conclusion} makes of the outcome and the last item. */
    Operation(
            Consumer<InetSocketAddress> peers,
            Consumer<Item> items,
            BiFunction<Outcome, Optional<Item>, T> conclusion) {
        this.peers = peers;
        this.items = items;
        this.conclusion = conclusion;
    }

    CompletableFuture<T> result() {
        return result;
    }

    /** Runs {@code giveUp}, once it is there, if the caller cancels the future. */
    void whenCancelled(CompletableFuture<Runnable> giveUp) {
        CompletableFuture<?> _ = result.whenComplete((_, failure) -> {
            if (failure instanceof CancellationException) {
                CompletableFuture<?> _ = giveUp.thenAccept(Runnable::run);
            }
        });
    }

    @Override
    public void found(List<InetSocketAddress> addresses) {
        tell(() -> addresses.forEach(peers));
    }

    @Override
    public void found(Item item) {
        last = Optional.of(item);
        tell(() -> items.accept(item));
    }

    private void tell(Runnable call) {
        told = told.thenRunAsync(call, CONSUMERS);
    }

    @Override
    public void finished(Outcome outcome) {
        T value = conclusion.apply(outcome, last);
        told = told.whenCompleteAsync(
                (_, failure) -> {
                    if (failure == null) {
                        result.complete(value);
                    } else {
                        result.completeExceptionally(failure);
                    }
                },
                CONSUMERS);
    }

    @Override
    public void closed() {
        CONSUMERS.execute(() -> result.completeExceptionally(new ClosedException()));
    }
}
