package dev.godwit.transfer.engine;

import dev.godwit.content.journal.PieceJournal;
import dev.godwit.content.merkle.Hash;
import dev.godwit.content.merkle.PieceSize;
import dev.godwit.content.source.SourceFile;
import dev.godwit.transfer.event.TransferEvent;
import dev.godwit.transfer.fake.FakeNetwork;
import dev.godwit.transfer.receive.DownloadRequest;
import dev.godwit.transfer.send.ShareServer;
import dev.godwit.transfer.share.FileContent;
import dev.godwit.transfer.share.Share;
import dev.godwit.transfer.share.ShareLedger;
import dev.godwit.transfer.share.SharedContent;
import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import dev.godwit.wire.identity.Identity;
import dev.godwit.wire.link.Cancellation;
import dev.godwit.wire.ticket.Capability;
import dev.godwit.wire.ticket.ShareId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A sender on a fake network, with everything the node would put around the engine. */
final class TestSender {
    static final Duration SILENCE = Duration.ofSeconds(10);

    final Identity identity = Identity.generate();
    final Capability capability = Capability.generate();
    final Cancellation cancellation = new Cancellation();
    final Queue<TransferEvent> events = new ConcurrentLinkedQueue<>();
    final AtomicInteger receipts = new AtomicInteger();
    final Share share;
    volatile Consumer<TransferEvent> listener = event -> {};
    private final CompletableFuture<Boolean> end = new CompletableFuture<>();

    private TestSender(FakeNetwork network, SharedContent content, int downloads, ShareLedger ledger) {
        ShareLedger counting = (receipt, signature) -> {
            ledger.downloadCompleted(receipt, signature);
            receipts.incrementAndGet();
        };
        Share.Terms terms = new Share.Terms(downloads, 0, Instant.now().plusSeconds(86_400), Clock.systemUTC());
        share = new Share(capability.shareId(), content, terms, counting);
        ShareServer server = new ShareServer(
                this::find, new ShareServer.SessionTerms(identity.peerId(), SILENCE, cancellation, this::tell));
        network.listen(identity.peerId(), server);
        Thread.ofVirtual().name("await-end").start(this::awaitEnd);
    }

    static TestSender of(FakeNetwork network, SharedContent content, int downloads) {
        return new TestSender(network, content, downloads, (receipt, signature) -> {});
    }

    static TestSender of(FakeNetwork network, SharedContent content, ShareLedger ledger) {
        return new TestSender(network, content, 1, ledger);
    }

    /** A file on offer under its own name, with a journal beside it. */
    static FileContent file(Path path) throws IOException {
        SourceFile file = SourceFile.open(path);
        Path journal = path.resolveSibling(path.getFileName() + ".journal");
        PieceJournal.Header header =
                new PieceJournal.Header(Hash.ZERO, PieceSize.forLength(file.length()), file.length());
        return new FileContent(file, String.valueOf(path.getFileName()), PieceJournal.open(journal, header));
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
            end.complete(share.awaitEnd());
        } catch (FaultException | InterruptedException e) {
            end.completeExceptionally(e);
        }
    }

    /** What a ticket would say. */
    DownloadRequest.Aim aim() {
        return aim(capability);
    }

    DownloadRequest.Aim aim(Capability secret) {
        return new DownloadRequest.Aim(identity.peerId(), List.of(FakeNetwork.ADDRESS), secret, SILENCE);
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
