package dev.godwit.transfer.engine;

import dev.godwit.content.journal.EntryJournal;
import dev.godwit.content.journal.PieceJournal;
import dev.godwit.content.manifest.Entry;
import dev.godwit.content.merkle.Hash;
import dev.godwit.content.source.SourceFile;
import dev.godwit.content.source.TreeScan;
import dev.godwit.transfer.compress.CompressMode;
import dev.godwit.transfer.event.Problems;
import dev.godwit.transfer.event.TransferEvent;
import dev.godwit.transfer.fake.FakeNetwork;
import dev.godwit.transfer.pairing.CodeDesk;
import dev.godwit.transfer.rate.RateLimit;
import dev.godwit.transfer.receive.DownloadRequest;
import dev.godwit.transfer.send.ShareServer;
import dev.godwit.transfer.session.FileFaults;
import dev.godwit.transfer.share.Share;
import dev.godwit.transfer.share.ShareLedger;
import dev.godwit.transfer.share.SharedContent;
import dev.godwit.transfer.share.TreeContent;
import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import dev.godwit.wire.identity.Identity;
import dev.godwit.wire.link.Cancellation;
import dev.godwit.wire.ticket.Capability;
import dev.godwit.wire.ticket.ShareId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A sender on a fake network, with everything the node would put around the engine. */
final class TestSender {
    static final Duration SILENCE = Duration.ofSeconds(10);
    static final Duration OFFERED = Duration.ofDays(1);

    final Identity identity = Identity.generate();
    final Capability capability = Capability.generate();
    final Cancellation cancellation = new Cancellation();
    final Queue<TransferEvent> events = new ConcurrentLinkedQueue<>();
    final AtomicInteger receipts = new AtomicInteger();
    volatile Share share;
    /** How wrong the clock is. */
    volatile Duration clockError = Duration.ZERO;

    private final Clock clock = new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Instant instant() {
            return Instant.now().plus(clockError);
        }
    };
    private final ShareLedger counting;
    private final int downloads;
    volatile Consumer<TransferEvent> listener = event -> {};
    private final CompletableFuture<Boolean> end = new CompletableFuture<>();

    /** How content is sent. */
    record Manner(RateLimit limit, CompressMode compress) {
        static final Manner PLAIN = new Manner(RateLimit.UNLIMITED, CompressMode.NEVER);
    }

    private TestSender(FakeNetwork network, SharedContent content, int downloads, ShareLedger ledger, Manner manner) {
        this.downloads = downloads;
        counting = (receipt, signature) -> {
            ledger.downloadCompleted(receipt, signature);
            receipts.incrementAndGet();
        };
        share = share(content);
        ShareServer server = new ShareServer(
                this::find,
                new CodeDesk(
                        slot -> Optional.empty(),
                        new CodeDesk.Terms(identity.peerId(), SILENCE, words -> true, this::tell)),
                new ShareServer.SessionTerms(
                        identity.peerId(), SILENCE, manner.limit, manner.compress, cancellation, this::tell));
        network.listen(identity.peerId(), server);
        Thread.ofVirtual().name("await-end").start(this::awaitEnd);
    }

    private Share share(SharedContent content) {
        Share.Terms terms = new Share.Terms(downloads, 0, Instant.now().plus(OFFERED), clock);
        return new Share(capability.shareId(), content, terms, counting);
    }

    /** Offers something else from now on, as a sender does that was started again. */
    void replace(Callable<SharedContent> content) {
        try {
            share = share(content.call());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    static TestSender of(FakeNetwork network, SharedContent content, int downloads) {
        return of(network, content, downloads, Manner.PLAIN);
    }

    static TestSender of(FakeNetwork network, SharedContent content, int downloads, Manner manner) {
        return new TestSender(network, content, downloads, (receipt, signature) -> {}, manner);
    }

    static TestSender of(FakeNetwork network, SharedContent content, ShareLedger ledger) {
        return new TestSender(network, content, 1, ledger, Manner.PLAIN);
    }

    /** A file on offer under its own name, with its journals beside it. */
    static SharedContent file(Path path) throws IOException {
        return tree(path);
    }

    /** Files and folders on offer, with journals beside the first. */
    static SharedContent tree(Path... paths) throws IOException {
        TreeScan scan = TreeScan.of(List.of(paths), TreeScan.Options.USUAL);
        return tree(
                scan,
                (found, problems) -> scan.run(found::add, problem -> tell(problem, problems)),
                paths[0].toAbsolutePath().getParent());
    }

    /** Files and folders on offer that are scanned in a test's own way. */
    static SharedContent tree(TreeScan scan, TreeContent.Scan how, Path home) throws IOException {
        EntryJournal journal = EntryJournal.open(home.resolve("sender.entries"), Hash.ZERO);
        return TreeContent.start(how, scan.tree(), journal, (file, entry) -> pieces(home, file, entry));
    }

    private static void tell(TreeScan.Problem problem, Problems problems) {
        problems.add(
                problem.path().toString(),
                FileFaults.ofOwnSource(problem.cause()).fault());
    }

    private static Optional<PieceJournal> pieces(Path home, SourceFile file, Entry.File entry) throws IOException {
        Hash version = hash(file.version().toString());
        Path journal = home.resolve("sender." + version.toString().substring(0, 16));
        return Optional.of(
                PieceJournal.open(journal, new PieceJournal.Header(version, entry.pieceSize(), file.length())));
    }

    private static Hash hash(String text) {
        try {
            return Hash.of(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private void tell(TransferEvent event) {
        events.add(event);
        listener.accept(event);
    }

    private Share find(ShareId id, Capability secret) throws FaultException {
        if (!share.id().equals(id)) {
            throw Fault.of(FaultCode.SHARE_NOT_FOUND).exception();
        }
        if (!capability.equals(secret)) {
            throw Fault.of(FaultCode.REFUSED).exception();
        }
        return share;
    }

    private void awaitEnd() {
        try {
            end.complete(share.awaitEnd() == Share.End.COMPLETE);
        } catch (FaultException | InterruptedException e) {
            end.completeExceptionally(e);
        }
    }

    /** What a ticket would say. */
    DownloadRequest.Aim aim() {
        return aim(capability);
    }

    DownloadRequest.Aim aim(Capability secret) {
        return new DownloadRequest.Aim(identity.peerId(), TestReceiver.OWN_WAY, secret, SILENCE);
    }

    /** Waits until the share has ended; true when all downloads are complete. */
    boolean ended() {
        TestReceiver.until(end::isDone);
        return end.join();
    }

    /** Waits until the share has ended with a fault. */
    Fault failed() {
        try {
            throw new AssertionError("the share ended: " + ended());
        } catch (CompletionException e) {
            return TestReceiver.faultOf(e.getCause());
        }
    }

    <T extends TransferEvent> List<T> events(Class<T> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
