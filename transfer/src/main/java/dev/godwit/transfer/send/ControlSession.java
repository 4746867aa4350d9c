package dev.godwit.transfer.send;

import dev.godwit.content.merkle.ContentId;
import dev.godwit.transfer.event.TransferEvent;
import dev.godwit.transfer.event.TransferEvent.Outcome;
import dev.godwit.transfer.session.Pulse;
import dev.godwit.transfer.share.Share;
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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One receiver's session with one share, as the sender serves it: the control stream on the thread that calls {@link
 * #serve}, byte streams on theirs. When the control stream ends, all end. PROTOCOL.md §7.
 */
final class ControlSession {
    private static final int BYTE_STREAMS_MAX = 16;
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private final MessageChannel channel;
    private final Share share;
    private final ShareServer.SessionTerms terms;
    private final SessionToken token = SessionToken.generate();
    private final Set<MessageChannel> byteStreams = ConcurrentHashMap.newKeySet();
    private final AtomicLong sentBytes = new AtomicLong();
    private final AtomicReference<@Nullable Fault> failure = new AtomicReference<>();
    private final AtomicBoolean rootAsked = new AtomicBoolean();
    private final long startNanos = System.nanoTime();
    private long verifiedBytes;
    private volatile boolean complete;
    private volatile @Nullable Fault ownFault;
    private volatile boolean ended;

    ControlSession(MessageChannel channel, Share share, ShareServer.SessionTerms terms) {
        this.channel = channel;
        this.share = share;
        this.terms = terms;
    }

    SessionToken token() {
        return token;
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
            channel.send(new Message.EntryOffered(own(share.content()::entry)));
            channel.send(new Message.EntriesEnd(1));
            answer(pulse);
        } catch (FaultException e) {
            end(e.fault());
        } finally {
            ended = true;
            byteStreams.forEach(MessageChannel::close);
            share.tally().verified(-verifiedBytes);
            share.leave(peer());
        }
    }

    private void answer(Pulse pulse) throws IOException {
        while (true) {
            switch (channel.receive(Phase.SERVING_CONTROL)) {
                case Message.Ping ping -> channel.send(new Message.Pong(ping.nonce()));
                case Message.Pong pong -> pulse.answered(pong);
                case Message.Have have -> advance(have);
                case Message.RootRequest request -> startRoot(request.entry());
                case Message.Complete done -> complete(done);
                default -> throw new AssertionError("the phase admits no other message");
            }
        }
    }

    private void advance(Message.Have have) {
        share.content().release(have.belowPiece());
        share.tally().verified(have.verifiedBytes() - verifiedBytes);
        verifiedBytes = have.verifiedBytes();
    }

    /** Hashing what is missing may take long: beside the control stream, and one question at a time. */
    private void startRoot(int entry) throws FaultException {
        if (rootAsked.getAndSet(true)) {
            throw Fault.of(FaultCode.PROTOCOL_VIOLATION, "the root was asked for already")
                    .exception();
        }
        Thread.ofVirtual().name("root").start(() -> sendRoot(entry));
    }

    private void sendRoot(int entry) {
        try {
            ContentId contentId = own(share.content()::contentId);
            rootAsked.set(false);
            channel.send(new Message.Root(entry, contentId));
        } catch (FaultException e) {
            abort(e.fault());
        } catch (IOException e) {
            channel.close();
        }
    }

    private void complete(Message.Complete done) throws IOException {
        ContentId contentId = own(share.content()::contentId);
        Receipt receipt = new Receipt(terms.local(), peer(), share.id(), done.contentId(), done.unixSeconds());
        if (!done.contentId().equals(contentId) || !peer().verifies(receipt.signedBytes(), done.signature())) {
            throw Fault.of(FaultCode.PROTOCOL_VIOLATION, "the receipt does not fit")
                    .exception();
        }
        if (!complete) {
            own(() -> remember(receipt, done.signature()));
            complete = true;
            double seconds = (System.nanoTime() - startNanos) / 1e9;
            terms.events()
                    .accept(new TransferEvent.Done(
                            contentId.length(),
                            1,
                            seconds,
                            contentId,
                            null,
                            sentBytes.get(),
                            sentBytes.get() == 0 && contentId.length() > 0
                                    ? Outcome.ALREADY_THERE
                                    : Outcome.TRANSFERRED));
        }
        channel.send(new Message.Completed());
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
            if (endsShare(e.fault().code())) {
                ownFault = e.fault();
            }
            throw e;
        }
    }

    /** Serves one attached byte stream on the calling thread. */
    void serveBytes(MessageChannel bytes) throws IOException {
        byteStreams.add(bytes);
        try {
            if (byteStreams.size() > BYTE_STREAMS_MAX || ended || failure.get() != null) {
                throw ShareServer.refused();
            }
            // The control stream tells whether the receiver lives; a slow disk over there is no silence.
            bytes.stream().silenceLimit(Duration.ZERO);
            PieceSender sender = new PieceSender(bytes, share, sentBytes);
            while (true) {
                Message.Get get = (Message.Get) bytes.receive(Phase.SERVING_BYTES);
                own(() -> sender.send(get));
            }
        } catch (FaultException e) {
            if (!isConnection(e.fault().code())) {
                abort(e.fault());
            }
            throw e;
        } finally {
            byteStreams.remove(bytes);
        }
    }

    /** Ends the session from this side: the user wants to stop. */
    void stop() {
        abort(share.failure().orElse(Fault.of(FaultCode.CANCELLED)));
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

    private static boolean endsShare(FaultCode code) {
        return code == FaultCode.SOURCE_CHANGED
                || code == FaultCode.SOURCE_UNREADABLE
                || code == FaultCode.HOME_UNUSABLE;
    }
}
