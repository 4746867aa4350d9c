package dev.godwit.transfer.send;

import dev.godwit.content.manifest.Entry;
import dev.godwit.content.merkle.ContentId;
import dev.godwit.transfer.event.TransferEvent;
import dev.godwit.transfer.event.TransferEvent.Outcome;
import dev.godwit.transfer.progress.Account;
import dev.godwit.transfer.progress.Activity;
import dev.godwit.transfer.progress.Tally;
import dev.godwit.transfer.rate.RateLimit;
import dev.godwit.transfer.session.Pulse;
import dev.godwit.transfer.share.Listing;
import dev.godwit.transfer.share.Share;
import dev.godwit.transfer.share.SharedFile;
import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import dev.godwit.wire.identity.PeerId;
import dev.godwit.wire.link.Route;
import dev.godwit.wire.message.Message;
import dev.godwit.wire.message.MessageChannel;
import dev.godwit.wire.message.Phase;
import dev.godwit.wire.message.Receipt;
import dev.godwit.wire.message.SessionToken;
import java.io.IOException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One receiver's session with one share, as the sender serves it: the control stream on the thread that calls {@link
 * #serve}, byte streams on theirs. When the control stream ends, all end. PROTOCOL.md §7.
 */
final class ControlSession {
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private final MessageChannel channel;
    private final Share share;
    private final ShareServer.SessionTerms terms;
    private final SessionToken token = SessionToken.generate();
    private final Set<MessageChannel> byteStreams = ConcurrentHashMap.newKeySet();
    private final RateLimit limit;
    private final Tally tally;
    private final ManifestSender manifest;
    private final EntryFailures failures;
    private final RootAnswers roots;
    private final AtomicReference<@Nullable Fault> failure = new AtomicReference<>();
    private final SessionClock clock = new SessionClock();
    private long verifiedBytes;
    private int entriesDone;
    private volatile boolean complete;
    private volatile @Nullable Fault ownFault;
    private volatile boolean ended;

    ControlSession(MessageChannel channel, Share share, ShareServer.SessionTerms terms) {
        this.channel = channel;
        this.share = share;
        this.terms = terms;
        this.limit = terms.limit() == RateLimit.UNLIMITED
                ? RateLimit.UNLIMITED
                : RateLimit.of(OptionalLong.empty(), terms.limit());
        this.tally = new Tally(share.tally());
        this.manifest = new ManifestSender(channel, share.content().listing());
        this.failures = new EntryFailures(share, peer());
        this.roots = new RootAnswers(channel, share.content(), failures, tally, this::failed);
    }

    SessionToken token() {
        return token;
    }

    /** What all its byte streams together obey: as much as another session's, however many they are. */
    RateLimit limit() {
        return limit;
    }

    Share share() {
        return share;
    }

    PeerId peer() {
        return channel.stream().peer();
    }

    /** Serves the control stream until the receiver has everything, leaves or is lost. */
    void serve() throws IOException {
        share.enter(peer());
        channel.stream().silenceLimit(terms.silence());
        try (Pulse pulse = Pulse.start(channel, terms.silence())) {
            Route route = channel.stream().route();
            terms.events()
                    .accept(new TransferEvent.Connected(
                            peer().toString(), route.kind().label(), route.remoteText()));
            channel.send(new Message.Opened(token));
            manifest.start();
            roots.start();
            answer(pulse);
        } catch (FaultException e) {
            end(e.fault());
        } finally {
            ended = true;
            manifest.close();
            roots.close();
            byteStreams.forEach(MessageChannel::close);
            tally.verified(-verifiedBytes);
            tally.settled(-entriesDone);
            share.leave(peer());
        }
    }

    private void answer(Pulse pulse) throws IOException {
        while (true) {
            switch (channel.receive(Phase.SERVING_CONTROL)) {
                case Message.Ping ping -> channel.send(new Message.Pong(ping.nonce()));
                case Message.Pong pong -> pulse.answered(pong);
                case Message.Have have -> advance(have);
                case Message.ListMore more -> manifest.listMore(more.belowIndex());
                case Message.RootRequest request -> roots.ask(listed(request.entry()));
                case Message.Complete done -> complete(done);
                default -> throw new AssertionError("the phase admits no other message");
            }
        }
    }

    private void advance(Message.Have have) throws IOException {
        try (SharedFile file = pipe(have.entry())) {
            if (file != null) {
                file.release(have.belowPiece());
            }
        }
        tally.verified(have.verifiedBytes() - verifiedBytes);
        verifiedBytes = have.verifiedBytes();
        tally.settled(have.entriesDone() - entriesDone);
        entriesDone = have.entriesDone();
    }

    /** Only a pipe keeps what the receiver has not said to have. */
    private @Nullable SharedFile pipe(int entry) throws FaultException {
        boolean isPipe = share.content().listing().entry(listed(entry)) instanceof Entry.File file && !file.hasLength();
        return isPipe ? share.content().file(entry) : null;
    }

    private int listed(int entry) throws FaultException {
        if (entry >= share.content().listing().size()) {
            throw Fault.of(FaultCode.PROTOCOL_VIOLATION, "entry " + entry + " was never offered")
                    .exception();
        }
        return entry;
    }

    private void complete(Message.Complete done) throws IOException {
        Receipt receipt =
                new Receipt(terms.local(), peer(), share.id(), done.contentId(), done.unixSeconds(), done.whole());
        boolean mayLack = !share.content().listing().isSingleFile();
        boolean fits = (mayLack && !done.whole()) || done.contentId().equals(own(share.content()::contentId));
        if (!fits || !peer().verifies(receipt.signedBytes(), done.signature())) {
            throw Fault.of(FaultCode.PROTOCOL_VIOLATION, "the receipt does not fit")
                    .exception();
        }
        if (!complete) {
            own(() -> remember(receipt, done.signature()));
            complete = true;
            terms.events().accept(done(done.contentId(), done.whole()));
        }
        channel.send(new Message.Completed(
                tally.nanosSpent(Activity.SOURCE),
                tally.nanosSpent(Activity.HASHING),
                tally.nanosSpent(Activity.NETWORK)));
    }

    private TransferEvent.Done done(ContentId contentId, boolean whole) {
        Listing listing = share.content().listing();
        long bytes = listing.isSingleFile() ? contentId.length() : listing.bytes();
        boolean nothingSent = !clock.isAsked() && bytes > 0;
        return new TransferEvent.Done(
                peer().toString(),
                bytes,
                listing.size(),
                contentId,
                null,
                nothingSent ? Outcome.ALREADY_THERE : Outcome.TRANSFERRED,
                listing.parts().taken(whole),
                new Account(tally).ofSender(clock.seconds()));
    }

    private Receipt remember(Receipt receipt, byte[] signature) throws FaultException {
        try {
            share.complete(receipt, signature);
            return receipt;
        } catch (IOException e) {
            throw Fault.of(FaultCode.HOME_UNUSABLE, "the receipt can not be kept (" + e.getMessage() + ")")
                    .exception(e);
        }
    }

    private interface Own<T> {
        T call() throws IOException;
    }

    /** Something of this side alone: a fault of it is ours, whereas the peer may report any fault as its own. */
    private <T> T own(Own<T> call) throws IOException {
        try {
            return call.call();
        } catch (FaultException e) {
            if (SourceFaults.endsShare(e.fault().code())) {
                ownFault = e.fault();
            }
            throw e;
        }
    }

    /** Serves one attached byte stream on the calling thread. */
    void serveBytes(MessageChannel bytes) throws IOException {
        byteStreams.add(bytes);
        try {
            if (ended || failure.get() != null) {
                throw ShareServer.refused();
            }
            // The control stream tells whether the receiver lives; a slow disk over there is no silence.
            bytes.stream().silenceLimit(Duration.ZERO);
            serveAttached(bytes);
        } catch (FaultException e) {
            if (!isConnection(e.fault().code())) {
                failed(e.fault());
            }
            throw e;
        } finally {
            byteStreams.remove(bytes);
        }
    }

    private void serveAttached(MessageChannel bytes) throws IOException {
        try (BodyEncoder encoder = new BodyEncoder(bytes, tally, terms.compress());
                ByteSession session = new ByteSession(bytes, share.content(), failures, tally, encoder)) {
            session.serve(clock::asked);
        }
    }

    /** A source that ends the share does so wherever it was noticed. */
    private void failed(Fault fault) {
        if (SourceFaults.endsShare(fault.code())) {
            ownFault = fault;
        }
        abort(fault);
    }

    /** Ends the session from this side: the user wants to stop. */
    void stop() {
        abort(share.failure().orElse(Fault.of(FaultCode.CANCELLED)));
    }

    /** Ends the session from this side: its receiver has opened others since. */
    void supersede() {
        abort(Fault.of(FaultCode.CONNECTION_LOST, "this receiver has newer sessions"));
    }

    private void abort(Fault fault) {
        // The first says why; what fails after it fails because of it.
        if (!failure.compareAndSet(null, fault)) {
            return;
        }
        channel.stream().silenceLimit(LAST_WORDS);
        channel.fail(fault);
    }

    /** The control stream is over: tells the peer why, if it does not know, and then the share or the person. */
    private void end(Fault fromReader) {
        Fault ours = failure.get();
        Fault fault = ours == null ? fromReader : ours;
        if (!isConnection(fault.code())) {
            abort(fault);
        }
        Fault own = ownFault;
        if (own != null) {
            share.fail(own);
        } else if (!complete && fault.code() != FaultCode.CANCELLED) {
            terms.events().accept(new TransferEvent.ReceiverLeft(peer().toString(), fault));
        }
    }

    private static boolean isConnection(FaultCode code) {
        return code == FaultCode.CONNECTION_LOST || code == FaultCode.PEER_STALLED;
    }
}
