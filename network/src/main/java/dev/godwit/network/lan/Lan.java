package dev.godwit.network.lan;

import dev.godwit.network.lan.mdns.Findings;
import dev.godwit.network.lan.mdns.Search;
import dev.godwit.network.lan.mdns.Survey;
import dev.godwit.network.lan.service.LanFinding;
import dev.godwit.network.lan.service.LanOffer;
import dev.godwit.network.lan.service.LanTag;
import dev.godwit.network.lan.service.ServiceInstance;
import java.io.IOException;
import java.nio.channels.Selector;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Finds peers on the local network, and lets them find this one. Safe on every thread. All calls but {@link #report} and
 * {@link #close} return at once; what they begin happens on the thread {@code lan}, which also calls the listeners: those
 * must return quickly. Interfaces that come and go are noticed within three seconds.
 *
 * <p>Discovery is a help and never a need: when no interface can be used, nothing fails, nothing is found, and
 * {@link #report} says why.
 */
public final class Lan implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final LanLoop loop;
    private final Thread thread;
    private final SecureRandom names = new SecureRandom();

    private Lan(LanLoop loop, Thread thread) {
        this.loop = loop;
        this.thread = thread;
    }

    /**
     * Opens the sockets, in the background.
     *
     * @throws IOException when the process can open no files any more
     */
    public static Lan open(LanSettings settings) throws IOException {
        LanLoop loop = new LanLoop(Selector.open(), settings.scope(), new SplittableRandom());
        Thread thread = Thread.ofPlatform().daemon().name("lan").start(loop);
        return new Lan(loop, thread);
    }

    /**
     * Lets others find an offer until the registration is closed: announced on every link at once and once more after a
     * second, then told to whoever asks. Where port 5353 can't be had nothing is announced: {@link LanReport#canAnnounce}.
     */
    public LanRegistration announce(LanOffer offer) {
        ServiceInstance instance = ServiceInstance.of(offer, names);
        loop.submit(() -> loop.add(instance));
        return () -> loop.submit(() -> loop.remove(instance));
    }

    /**
     * Searches for offers with a tag until the registration is closed. What this object itself announces is not found.
     *
     * @param listener told of each candidate, and again when one gets a further address; on the thread {@code lan}
     */
    public LanRegistration search(LanTag tag, Consumer<LanFinding> listener) {
        return search(Search.of(tag), listener);
    }

    /**
     * Searches for public offers: those with a name.
     *
     * @param listener as of {@link #search(LanTag, Consumer)}
     */
    public LanRegistration browse(Consumer<LanFinding> listener) {
        return search(Search.ofPublic(), listener);
    }

    /**
     * Asks which types of services there are, and notes for {@link #report} who answers anything, until it is closed. One
     * at a time: a second begins the notes anew.
     */
    public LanRegistration survey() {
        loop.submit(() -> loop.survey(Optional.of(new Survey())));
        LanRegistration search = search(Search.ofServiceTypes(), _ -> {});
        return () -> {
            search.close();
            loop.submit(() -> loop.survey(Optional.empty()));
        };
    }

    private LanRegistration search(Search search, Consumer<LanFinding> listener) {
        loop.submit(() -> loop.add(new OpenSearch(search, new Findings(search, LanLoop.nowMillis()), listener)));
        return () -> loop.submit(() -> loop.remove(search));
    }

    /**
     * How it stands now: waits until the interfaces have been looked at, which takes milliseconds. Not for listeners.
     *
     * @throws IllegalStateException when this is closed
     */
    public LanReport report() {
        CompletableFuture<LanReport> report = new CompletableFuture<>();
        loop.submit(() -> report.complete(loop.report()));
        try {
            return report.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("discovery has ended", e);
        }
    }

    /** Says goodbye and closes the sockets; waits until that is done, two seconds at most. Not for listeners. */
    @Override
    public void close() {
        loop.submit(loop::stop);
        try {
            boolean _ = thread.join(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
