package dev.godwit.node.finding;

import dev.godwit.dht.Dht;
import dev.godwit.dht.engine.Outcome;
import dev.godwit.dht.node.Id;
import dev.godwit.wire.link.Search;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks in the DHT for who has announced a key.
 *
 * @param dht the node, started by the first who asks; empty when there is none
 * @param key what was announced
 */
record DhtSearch(Supplier<Optional<Dht>> dht, Id key) implements Search {

    @Override
    public String origin() {
        return "the DHT";
    }

    @Override
    public Running begin(Findings findings) {
        AtomicReference<@Nullable CompletableFuture<Outcome>> running = new AtomicReference<>();
        Thread.ofVirtual().name("dht-search").start(() -> findings.over(search(findings, running)));
        return () -> {
            CompletableFuture<Outcome> search = running.get();
            if (search != null) {
                search.cancel(true);
            }
        };
    }

    private String search(Findings findings, AtomicReference<@Nullable CompletableFuture<Outcome>> running) {
        Optional<Dht> node = dht.get();
        if (node.isEmpty()) {
            return "it can not be used";
        }
        CompletableFuture<Outcome> search = node.get().peers(key, findings::found);
        running.set(search);
        try {
            return search.join().answers() == 0 ? "no node of it answers" : "nobody there has announced it";
        } catch (CancellationException | CompletionException e) {
            return "the search was given up";
        }
    }
}
