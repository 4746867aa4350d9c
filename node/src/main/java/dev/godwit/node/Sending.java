package dev.godwit.node;

import dev.godwit.content.journal.PieceJournal;
import dev.godwit.content.manifest.Entry;
import dev.godwit.content.manifest.EntryName;
import dev.godwit.content.manifest.UnsafeNameException;
import dev.godwit.content.merkle.PieceSize;
import dev.godwit.content.source.NotRegularFileException;
import dev.godwit.content.source.SourceFile;
import dev.godwit.network.tcp.TcpListener;
import dev.godwit.network.tls.TlsEngines;
import dev.godwit.node.SendRequest.Source;
import dev.godwit.node.home.Home;
import dev.godwit.node.home.IdentityStore;
import dev.godwit.node.home.ShareRecord;
import dev.godwit.node.home.ShareRecord.State;
import dev.godwit.node.home.ShareStore;
import dev.godwit.transfer.event.TransferEvent;
import dev.godwit.transfer.progress.ProgressTicker;
import dev.godwit.transfer.send.ShareServer;
import dev.godwit.transfer.session.FileFaults;
import dev.godwit.transfer.share.FileContent;
import dev.godwit.transfer.share.PipeContent;
import dev.godwit.transfer.share.Share;
import dev.godwit.transfer.share.SharedContent;
import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import dev.godwit.wire.link.Addresses;
import dev.godwit.wire.link.Cancellation;
import dev.godwit.wire.link.Route;
import dev.godwit.wire.ticket.Capability;
import dev.godwit.wire.ticket.ShareId;
import dev.godwit.wire.ticket.Ticket;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** One share as the node offers it: record, content, listener and ticket around the engine. One thread, once. */
final class Sending {
    private final ShareStore store;
    private final Home home;
    private final IdentityStore identity;
    private final TlsEngines engines;
    private final Cancellation cancellation;
    private final Consumer<TransferEvent> events;
    private final Cancellation sessions = new Cancellation();
    private final Clock clock = Clock.systemUTC();

    Sending(
            Home home,
            IdentityStore identity,
            TlsEngines engines,
            Cancellation cancellation,
            Consumer<TransferEvent> events) {
        this.store = new ShareStore(home);
        this.home = home;
        this.identity = identity;
        this.engines = engines;
        this.cancellation = cancellation;
        this.events = events;
    }

    /** A share's content with the record that remembers it. */
    private record Offer(ShareRecord record, SharedContent content, boolean resumed) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            content.close();
            record.close();
        }
    }

    void run(SendRequest request) throws FaultException {
        try (Offer offer = offer(request)) {
            serve(request, offer);
            store.sweep(clock.instant());
        } catch (FaultException e) {
            throw e;
        } catch (IOException e) {
            throw Fault.of(FaultCode.HOME_UNUSABLE, home.directory() + " (" + e.getMessage() + ")")
                    .exception(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Fault.of(FaultCode.CANCELLED).exception(e);
        }
    }

    private Offer offer(SendRequest request) throws IOException {
        return switch (request.source()) {
            case Source.File file -> offerFile(file.path(), request.name());
            case Source.StandardInput ignored -> {
                String name = checked(request.name().orElse("stdin"));
                ShareRecord record = store.create("-", name);
                yield new Offer(
                        record,
                        new PipeContent(new FileInputStream(FileDescriptor.in).getChannel(), name, clock.instant()),
                        false);
            }
        };
    }

    private Offer offerFile(Path path, Optional<String> wantedName) throws IOException {
        SourceFile file = open(path);
        Path source = path.toRealPath();
        String name = checked(
                wantedName.orElseGet(() -> EntryName.of(path.toAbsolutePath().normalize())));
        Optional<ShareRecord> earlier = store.unfinished(source, name, clock.instant());
        ShareRecord record = earlier.isPresent() ? earlier.get() : store.create(source.toString(), name);
        PieceJournal.Header header = new PieceJournal.Header(
                SourceVersionKey.of(file.version()), PieceSize.forLength(file.length()), file.length());
        PieceJournal journal = PieceJournal.open(record.journal(), header);
        return new Offer(record, new FileContent(file, name, journal), earlier.isPresent());
    }

    private static SourceFile open(Path path) throws FaultException {
        try {
            return SourceFile.open(path);
        } catch (NotRegularFileException e) {
            throw Fault.of(FaultCode.USAGE, path + " is not a regular file").exception(e);
        } catch (IOException e) {
            throw FileFaults.ofSource(e, path.toString());
        }
    }

    private static String checked(String name) throws FaultException {
        try {
            return EntryName.check(name);
        } catch (UnsafeNameException e) {
            throw Fault.of(FaultCode.USAGE, "This name can not be sent: " + e.getMessage())
                    .exception(e);
        }
    }

    private void serve(SendRequest request, Offer offer) throws IOException, InterruptedException {
        Instant expires = clock.instant().plus(request.expires());
        Capability capability = offer.record().capability();
        Share share = new Share(
                capability.shareId(),
                offer.content(),
                new Share.Terms(request.downloads(), offer.record().completed(), expires, clock),
                offer.record());
        ShareServer server = new ShareServer(
                (id, secret) -> find(share, capability, id, secret),
                new ShareServer.SessionTerms(identity.peerId(), request.silence(), sessions, events));
        try (TcpListener listener = listen(request, offer.record(), server);
                Cancellation.Registration _ = cancellation.onCancel(() -> share.fail(Fault.of(FaultCode.CANCELLED)))) {
            offer.record().offered(listener.port(), expires);
            events.accept(ready(listener.addresses(), capability, offer.resumed()));
            // Damaged keys are told now that the ticket is out: whoever comes could not be served.
            IdentityStore.Keys _ = identity.keys();
            awaitEnd(share, offer);
        }
    }

    private Share find(Share share, Capability capability, ShareId id, Capability secret) throws FaultException {
        if (!share.id().equals(id)) {
            throw Fault.of(store.reasonFor(id, secret, clock.instant())).exception();
        }
        if (!capability.equals(secret)) {
            throw Fault.of(FaultCode.REFUSED).exception();
        }
        return share;
    }

    /** The port of an earlier run first, so that tickets in other hands stay true. */
    private TcpListener listen(SendRequest request, ShareRecord record, ShareServer server) throws FaultException {
        int wanted = request.port() != 0 ? request.port() : record.port();
        try {
            return TcpListener.open(request.bind(), wanted, engines, server);
        } catch (FaultException e) {
            if (request.port() != 0 || wanted == 0) {
                throw e;
            }
            return TcpListener.open(request.bind(), 0, engines, server);
        }
    }

    private TransferEvent.Ready ready(List<InetSocketAddress> addresses, Capability capability, boolean resumed) {
        Ticket ticket = new Ticket(identity.peerId(), capability, addresses);
        return new TransferEvent.Ready(
                ticket.uri(),
                addresses.stream().map(Addresses::text).toList(),
                capability.shareId().toString(),
                resumed);
    }

    private void awaitEnd(Share share, Offer offer) throws IOException, InterruptedException {
        try (ProgressTicker _ = new ProgressTicker(share.tally(), () -> scope(share), this::tell)) {
            boolean complete = share.awaitEnd();
            offer.record().ended(complete ? State.COMPLETE : State.EXPIRED);
            if (!complete) {
                throw Fault.of(FaultCode.SHARE_EXPIRED).exception();
            }
        } finally {
            // Receivers that are still here learn why it ends.
            sessions.cancel();
        }
    }

    private void tell(TransferEvent event) {
        if (!(event instanceof TransferEvent.Progress progress && progress.sources() == 0)) {
            events.accept(event);
        }
    }

    private static ProgressTicker.Scope scope(Share share) {
        int receivers = share.receivers();
        long length = share.content().length();
        long total = length == Entry.UNKNOWN_LENGTH ? length : length * receivers;
        return new ProgressTicker.Scope(total, receivers, Route.Kind.TCP.label());
    }
}
