package dev.godwit.transfer.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.content.receive.ConflictRule;
import dev.godwit.content.receive.ReceiveRoot;
import dev.godwit.transfer.event.Problems;
import dev.godwit.transfer.event.TransferEvent;
import dev.godwit.transfer.fake.FakeNetwork;
import dev.godwit.transfer.rate.RateLimit;
import dev.godwit.transfer.receive.Approach;
import dev.godwit.transfer.receive.Download;
import dev.godwit.transfer.receive.DownloadRequest;
import dev.godwit.transfer.session.Handshake;
import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultException;
import dev.godwit.wire.identity.Identity;
import dev.godwit.wire.link.Cancellation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A receiver on a fake network: one identity, one folder, one record, any number of runs. */
final class TestReceiver {
    /** For aims that are made before it is known who takes them: each receiver has its own way to a sender. */
    static final Approach OWN_WAY = () -> {
        throw new AssertionError("the receiver knows the way");
    };

    final Identity identity = Identity.generate();
    final Path folder;
    final MemoryRecord record;
    final Queue<TransferEvent> events = new ConcurrentLinkedQueue<>();
    private final FakeNetwork network;
    Cancellation cancellation = new Cancellation();
    Predicate<TransferEvent.Manifest> consent = manifest -> true;
    /** Without an answer the download ends. */
    Function<String, @Nullable ConflictRule> onConflict = path -> ConflictRule.FAIL;

    Duration scanWait = Duration.ofSeconds(20);
    DownloadRequest.Wants wants = new DownloadRequest.Wants(Optional.empty(), false, RateLimit.UNLIMITED);
    /** What the last run could not have. */
    volatile Problems problems = new Problems();

    /** Where the last run into the folder went. */
    volatile @Nullable ReceiveRoot lastRoot;

    Duration patience = Duration.ofSeconds(20);
    private Consumer<TransferEvent> listener = event -> {};

    TestReceiver(FakeNetwork network, Path home) throws IOException {
        this.network = network;
        this.folder = Files.createDirectories(home.resolve("inbox"));
        this.record = new MemoryRecord(Files.createDirectories(home.resolve("record")));
    }

    /** Also tells this one what happens. */
    TestReceiver listening(Consumer<TransferEvent> also) {
        listener = also;
        return this;
    }

    /** Downloads into the folder. */
    TransferEvent.Done receive(DownloadRequest.Aim aim) throws IOException {
        try (ReceiveRoot root = ReceiveRoot.open(folder)) {
            lastRoot = root;
            return run(aim, new DownloadRequest.Target.Folder(root, record));
        }
    }

    /** Downloads into a channel. */
    TransferEvent.Done receive(DownloadRequest.Aim aim, WritableByteChannel output) throws FaultException {
        return run(aim, new DownloadRequest.Target.Output(output));
    }

    private TransferEvent.Done run(DownloadRequest.Aim aim, DownloadRequest.Target target) throws FaultException {
        DownloadRequest.Surroundings around = new DownloadRequest.Surroundings(
                network.dialer(identity.peerId()),
                cancellation,
                consent,
                scanWait,
                path -> Optional.ofNullable(onConflict.apply(path)),
                event -> {
                    events.add(event);
                    listener.accept(event);
                });
        Approach way = () -> Handshake.greeted(
                network.dialer(identity.peerId()).dial(Optional.of(aim.peer()), FakeNetwork.ADDRESS),
                aim.silence(),
                cancellation);
        DownloadRequest.Aim ownAim = new DownloadRequest.Aim(aim.peer(), way, aim.capability(), aim.silence());
        Download download =
                new Download(new DownloadRequest(ownAim, target, wants, Optional.of(patience), identity, around));
        try {
            return download.run();
        } finally {
            problems = download.problems();
        }
    }

    /** The fault that a download into the folder ends with. */
    Fault failing(DownloadRequest.Aim aim) throws IOException {
        try {
            throw new AssertionError("downloaded: " + receive(aim));
        } catch (FaultException e) {
            return e.fault();
        }
    }

    /** Downloads into the folder on a thread of its own. */
    FutureTask<TransferEvent.Done> start(DownloadRequest.Aim aim) {
        return start(() -> receive(aim));
    }

    static <T> FutureTask<T> start(Callable<T> call) {
        FutureTask<T> task = new FutureTask<>(call);
        Thread.ofVirtual().name("receiver").start(task);
        return task;
    }

    static Fault faultOf(@Nullable Throwable failure) {
        if (failure instanceof FaultException e) {
            return e.fault();
        }
        throw new AssertionError("no fault", failure);
    }

    /** Waits until it is so; a test's time limit ends it. */
    static void until(BooleanSupplier holds) {
        while (!holds.getAsBoolean()) {
            LockSupport.parkNanos(100_000);
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
        }
    }

    /** Whether at least so many files are in the folder and those below it. */
    boolean hasFiles(int count) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).count() >= count;
        } catch (IOException | UncheckedIOException e) {
            // Something was just renamed.
            return false;
        }
    }

    /** What is in the folder, partial files included. */
    List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    <T extends TransferEvent> List<T> events(Class<T> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
