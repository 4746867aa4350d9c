package dev.godwit.node;

import dev.godwit.content.manifest.Entry;
import dev.godwit.network.tcp.TcpListener;
import dev.godwit.network.tls.TlsEngines;
import dev.godwit.node.Offering.Offer;
import dev.godwit.node.finding.Announcement;
import dev.godwit.node.finding.Discovery;
import dev.godwit.node.home.Home;
import dev.godwit.node.home.IdentityStore;
import dev.godwit.node.home.KnownTransfer.Direction;
import dev.godwit.node.home.KnownTransfer.Subject;
import dev.godwit.node.home.ShareRecord;
import dev.godwit.node.home.ShareRecord.State;
import dev.godwit.node.home.ShareStore;
import dev.godwit.node.home.TransferHistory;
import dev.godwit.transfer.event.TransferEvent;
import dev.godwit.transfer.pairing.CodeDesk;
import dev.godwit.transfer.pairing.OfferedCode;
import dev.godwit.transfer.pairing.WarmUp;
import dev.godwit.transfer.progress.ProgressTicker;
import dev.godwit.transfer.rate.RateLimit;
import dev.godwit.transfer.send.ShareServer;
import dev.godwit.transfer.share.Listing;
import dev.godwit.transfer.share.Share;
import dev.godwit.transfer.share.SharedContent;
import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import dev.godwit.wire.identity.Identity;
import dev.godwit.wire.link.Addresses;
import dev.godwit.wire.link.Cancellation;
import dev.godwit.wire.link.Route;
import dev.godwit.wire.ticket.Capability;
import dev.godwit.wire.ticket.ShareId;
import dev.godwit.wire.ticket.Ticket;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** One share as the node offers it: record, content, listener and ticket around the engine. One thread, once. */
final class Sending {
    private final ShareStore store;
    private final Home home;
    private final IdentityStore identity;
    private final TlsEngines engines;
    private final Discovery discovery;
    private final Cancellation cancellation;
    private final Predicate<TransferEvent.Comparing> sameWords;
    private final Consumer<TransferEvent> events;
    private final Chronicle chronicle;
    private final Cancellation sessions = new Cancellation();
    private final Clock clock = Clock.systemUTC();
    /** Of the progress thread alone. */
    private boolean wasAnybody;

    private volatile boolean anybodyToldOf;

    /**
     * Who is asked and told.
     *
     * @param cancellation ends it
     * @param sameWords whether a receiver's user sees the same words
     * @param events is told what happens
     */
    record Surroundings(
            Cancellation cancellation, Predicate<TransferEvent.Comparing> sameWords, Consumer<TransferEvent> events) {}

    Sending(Home home, IdentityStore identity, TlsEngines engines, Discovery discovery, Surroundings around) {
        this.store = new ShareStore(home);
        this.home = home;
        this.identity = identity;
        this.engines = engines;
        this.discovery = discovery;
        this.cancellation = around.cancellation();
        this.sameWords = around.sameWords();
        this.events = around.events();
        this.chronicle = new Chronicle(new TransferHistory(home), clock);
    }

    void run(SendRequest request) throws FaultException {
        try (Offer offer = new Offering(store, clock).open(request)) {
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

    private void serve(SendRequest request, Offer offer) throws IOException, InterruptedException {
        Instant expires = clock.instant().plus(request.expires());
        Capability capability = offer.record().capability();
        Share share = new Share(
                capability.shareId(),
                offer.content(),
                new Share.Terms(request.downloads(), offer.record().completed(), expires, clock),
                offer.record());
        OfferedCode code = offer.record().code(request.downloads(), request.newCode());
        try (RateLimit limit = request.limitUp().isPresent() ? RateLimit.of(request.limitUp()) : RateLimit.UNLIMITED;
                TcpListener listener = listen(request, offer.record(), server(request, share, code, limit));
                Cancellation.Registration _ = cancellation.onCancel(() -> share.fail(Fault.of(FaultCode.CANCELLED)))) {
            offer.record().offered(listener.port(), expires);
            events.accept(ready(listener.addresses(), code, offer.resumed()));
            WarmUp.begin();
            // Damaged keys are told now that the ticket is out: whoever comes could not be served.
            Identity self = identity.keys().identity();
            Discovery.Presence presence = new Discovery.Presence(
                    self,
                    listener.port(),
                    listener.addresses(),
                    capability.shareId(),
                    code.code().slot());
            try (Announcement _ = discovery.announce(presence, events);
                    ScanWatch _ = ScanWatch.start(offer.content().listing(), events)) {
                awaitEnd(share, offer, request.downloads());
            }
        }
        Failures.tell(offer.content().problems(), events);
    }

    private ShareServer server(SendRequest request, Share share, OfferedCode code, RateLimit limit) {
        CodeDesk desk = new CodeDesk(
                slot -> Optional.of(code).filter(it -> it.code().slot().number() == slot),
                new CodeDesk.Terms(
                        identity.peerId(),
                        request.silence(),
                        comparing -> !request.verify() || sameWords(comparing),
                        events));
        return new ShareServer(
                (id, secret) -> find(share, code.capability(), id, secret),
                desk,
                new ShareServer.SessionTerms(
                        identity.peerId(),
                        request.silence(),
                        limit,
                        request.compress(),
                        sessions,
                        event -> tell(share, event)));
    }

    private void tell(Share share, TransferEvent event) {
        chronicle.note(event);
        if (event instanceof TransferEvent.Done done) {
            SharedContent content = share.content();
            String name = content.listing().size() == 0
                    ? ""
                    : content.listing().entry(0).name();
            Subject subject = new Subject(Direction.SENT, name, share.id().toString(), "");
            chronicle.ended(TransferHistory.newId(), subject, done, content.problems());
        }
        events.accept(event);
        if (event instanceof TransferEvent.Connected) {
            anybodyToldOf = true;
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

    /** Two receivers may come at once, and there is one person to ask. */
    private synchronized boolean sameWords(TransferEvent.Comparing comparing) {
        return sameWords.test(comparing);
    }

    private TransferEvent.Ready ready(List<InetSocketAddress> addresses, OfferedCode code, boolean resumed) {
        Ticket ticket = new Ticket(identity.peerId(), code.capability(), addresses);
        return new TransferEvent.Ready(
                code.code().text(),
                ticket.uri(),
                addresses.stream().map(Addresses::text).toList(),
                code.capability().shareId().toString(),
                resumed);
    }

    private void awaitEnd(Share share, Offer offer, int downloads) throws IOException, InterruptedException {
        try (ProgressTicker _ = new ProgressTicker(
                share.tally(),
                () -> scope(share),
                event -> tellProgress(event, offer.record().completed() >= downloads))) {
            switch (share.awaitEnd()) {
                case COMPLETE -> offer.record().ended(State.COMPLETE);
                case INCOMPLETE -> {
                    // What could not be sent is told at the end; the same command offers it again.
                }
                case EXPIRED -> {
                    offer.record().ended(State.EXPIRED);
                    throw Fault.of(FaultCode.SHARE_EXPIRED).exception();
                }
            }
        } finally {
            // Receivers that are still here learn why it ends.
            sessions.cancel();
        }
    }

    /** Progress while somebody is at it, and once more when nobody is: what was shown then is over. */
    private void tellProgress(TransferEvent event, boolean isComplete) {
        if (isComplete || !anybodyToldOf) {
            // The last receiver says goodbye, and there was the last word about it; or the first has only just come.
            return;
        }
        boolean isAnybody = !(event instanceof TransferEvent.Progress progress && progress.sources() == 0);
        if (isAnybody || wasAnybody) {
            events.accept(event);
        }
        wasAnybody = isAnybody;
    }

    private static ProgressTicker.Scope scope(Share share) {
        int receivers = share.receivers();
        Listing listing = share.content().listing();
        long length = listing.bytes();
        long total = length == Entry.UNKNOWN_LENGTH ? length : length * receivers;
        return new ProgressTicker.Scope(total, (long) listing.size() * receivers, receivers, Route.Kind.TCP.label());
    }
}
