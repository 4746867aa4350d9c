package dev.godwit.dht;

import dev.godwit.dht.bencode.BencodeValue;
import dev.godwit.dht.bencode.ByteString;
import dev.godwit.dht.engine.Command;
import dev.godwit.dht.engine.DhtEngine;
import dev.godwit.dht.engine.EngineSettings;
import dev.godwit.dht.engine.EngineStatus;
import dev.godwit.dht.engine.ExternalAddress;
import dev.godwit.dht.engine.Outcome;
import dev.godwit.dht.item.Ed25519Key;
import dev.godwit.dht.item.Item;
import dev.godwit.dht.item.ItemVerifier;
import dev.godwit.dht.item.MutableItem;
import dev.godwit.dht.node.Contact;
import dev.godwit.dht.node.Family;
import dev.godwit.dht.node.Id;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A node of the Mainline DHT (BEP 5, 32, 33, 42, 43, 44, 51). Safe on every thread. Each operation returns a future at once;
 * cancelling it gives the operation up, and {@link #close} completes what is open with a {@link ClosedException}. Consumers
 * are called in order, on a virtual thread, as answers arrive: the first one is there long before the end.
 */
public final class Dht implements AutoCloseable {
    /** Names that take longer than this are not waited for: an operation says instead that nobody answers. */
    private static final Duration NAMES_LIMIT = Duration.ofSeconds(3);

    private final DatagramPort port;
    private final MonotonicClock clock;
    private final Driver driver;
    private final Thread driving;
    private final Thread resolving;
    /** Completes when there is somebody to ask, or nobody to wait for any longer. */
    private final CompletableFuture<Boolean> ready = new CompletableFuture<>();

    private Dht(DhtSettings settings, DatagramPort port) {
        this.port = port;
        this.clock = new MonotonicClock();
        EngineSettings engineSettings = new EngineSettings(
                settings.network(),
                port.families(),
                settings.readOnly(),
                settings.storage(),
                settings.replyBytesPerSecond());
        DhtEngine engine = new DhtEngine(engineSettings, new SecureRandom(), new ItemVerifier(), clock.now());
        engine.addContacts(settings.savedNodes());
        driver = new Driver(engine, port, clock);
        driving = Thread.ofPlatform().name("dht").daemon().unstarted(driver);
        resolving = Thread.ofVirtual()
                .name("dht-bootstrap")
                .unstarted(new BootstrapResolver(settings.bootstrap(), this::enter, () -> ready.complete(true)));
        ready.completeOnTimeout(true, NAMES_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        if (settings.bootstrap().isEmpty() || !settings.savedNodes().isEmpty()) {
            ready.complete(true);
        }
    }

    private void enter(List<InetSocketAddress> addresses) {
        driver.submit((engine, _) -> engine.addEntrances(addresses));
        ready.complete(true);
    }

    /** Starts a node on {@code port}, which belongs to it from now on and is closed with it. */
    public static Dht start(DhtSettings settings, DatagramPort port) {
        Dht dht = new Dht(settings, port);
        dht.driving.start();
        dht.resolving.start();
        return dht;
    }

    /** Looks up the nodes closest to {@code target}, which says how large and fast the network is. BEP 5. */
    public CompletableFuture<Outcome> nodes(Id target) {
        return begin(new Command.FindNodes(target), new Operation<>(_ -> {}, _ -> {}, (outcome, _) -> outcome));
    }

    /** Finds peers of {@code infoHash}; each is told to {@code found} once. BEP 5. */
    public CompletableFuture<Outcome> peers(Id infoHash, Consumer<InetSocketAddress> found) {
        return begin(new Command.FindPeers(infoHash), new Operation<>(found, _ -> {}, (outcome, _) -> outcome));
    }

    /**
     * Announces this host as a peer of {@code infoHash}, and tells the other peers that it sees on the way. To be repeated
     * every 15 minutes. BEP 5.
     *
     * @param listeningPort where this host listens for peers
     * @param impliedPort that it listens on the port of the DHT instead, as others see it through a NAT
     */
    public CompletableFuture<Outcome> announce(
            Id infoHash, int listeningPort, boolean impliedPort, Consumer<InetSocketAddress> found) {
        return begin(
                new Command.Announce(infoHash, listeningPort, impliedPort, false),
                new Operation<>(found, _ -> {}, (outcome, _) -> outcome));
    }

    /** Finds the mutable item of {@code key} and {@code salt}: the newest that anybody has. BEP 44. */
    public CompletableFuture<Optional<MutableItem>> get(Ed25519Key key, ByteString salt) {
        return get(key, salt, _ -> {});
    }

    /**
     * Finds the mutable item of {@code key} and {@code salt}. The first that arrives is told at once, and then each that is
     * newer than the one before; the future has the newest. BEP 44.
     */
    public CompletableFuture<Optional<MutableItem>> get(Ed25519Key key, ByteString salt, Consumer<MutableItem> found) {
        return begin(
                new Command.GetMutable(key, salt),
                new Operation<>(
                        _ -> {},
                        item -> found.accept((MutableItem) item),
                        (_, newest) -> newest.map(MutableItem.class::cast)));
    }

    /** Finds the value whose hash {@code target} is. BEP 44. */
    public CompletableFuture<Optional<BencodeValue>> get(Id target) {
        return begin(
                new Command.GetImmutable(target),
                new Operation<>(_ -> {}, _ -> {}, (_, item) -> item.map(Item::value)));
    }

    /** Stores {@code item} for about two hours; to be repeated every hour. BEP 44. */
    public CompletableFuture<Outcome> put(Item item) {
        return put(item, OptionalLong.empty());
    }

    /** Stores {@code item} where none is stored now, or one with the number {@code expected}. BEP 44. */
    public CompletableFuture<Outcome> put(Item item, OptionalLong expected) {
        return begin(new Command.Put(item, expected), new Operation<>(_ -> {}, _ -> {}, (outcome, _) -> outcome));
    }

    /** Whether a node answers at {@code address}, within 15 s. BEP 5. */
    public CompletableFuture<Boolean> ping(InetSocketAddress address) {
        return begin(
                new Command.Ping(address), new Operation<>(_ -> {}, _ -> {}, (outcome, _) -> outcome.answers() > 0));
    }

    private <T> CompletableFuture<T> begin(Command command, Operation<T> operation) {
        CompletableFuture<Runnable> begun = ready.thenApply(_ -> driver.begin(command, operation));
        operation.whenCancelled(begun);
        return operation.result();
    }

    /**
     * How the node is doing; waits for the driving thread, which never waits for anybody.
     *
     * @throws ClosedException after {@link #close}
     */
    public EngineStatus status() {
        try {
            return driver.ask(engine -> engine.status(clock.now())).join();
        } catch (CompletionException e) {
            throw new ClosedException();
        }
    }

    /** This host's address in {@code family} as other nodes see it; empty until some have answered. BEP 42. */
    public Optional<ExternalAddress> externalAddress(Family family) {
        return side(family).flatMap(EngineStatus.SideStatus::externalAddress);
    }

    /** About how many nodes the network of {@code family} has; empty before the first look-up has ended. */
    public OptionalLong sizeEstimate(Family family) {
        return side(family).map(EngineStatus.SideStatus::sizeEstimate).orElse(OptionalLong.empty());
    }

    /** Nodes to begin with the next time: {@link DhtSettings#withSavedNodes}. */
    public List<Contact> savedNodes() {
        return status().sides().values().stream()
                .flatMap(side -> side.contacts().stream())
                .toList();
    }

    private Optional<EngineStatus.SideStatus> side(Family family) {
        return Optional.ofNullable(status().sides().get(family));
    }

    /** Stops the node and closes its port; open operations fail. Waits until the driving thread has ended. */
    @Override
    public void close() {
        resolving.interrupt();
        driver.close();
        ready.complete(false);
        try {
            driving.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        port.close();
    }
}
