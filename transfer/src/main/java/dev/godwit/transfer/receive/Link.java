package dev.godwit.transfer.receive;

import dev.godwit.content.manifest.Entry;
import dev.godwit.content.merkle.ContentId;
import dev.godwit.transfer.session.Handshake;
import dev.godwit.transfer.session.Pulse;
import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import dev.godwit.wire.identity.PeerId;
import dev.godwit.wire.link.ByteStream;
import dev.godwit.wire.link.Cancellation;
import dev.godwit.wire.link.Dialer;
import dev.godwit.wire.link.Route;
import dev.godwit.wire.message.Message;
import dev.godwit.wire.message.MessageChannel;
import dev.godwit.wire.message.Phase;
import dev.godwit.wire.message.SessionToken;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The receiver's end of one session: its control stream, with a thread that listens to it, and byte streams on demand.
 * When the control stream ends, all end, and {@link #awaitFault} says why. Safe on every thread. PROTOCOL.md §7.
 */
final class Link implements AutoCloseable {
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    /** An honest sender that takes long to open a share pings a few times in each silence, and none forever. */
    private static final int PINGS_BEFORE_MANIFEST_MAX = 256;

    private final Dialer dialer;
    private final MessageChannel channel;
    private final Pulse pulse;
    private final SessionToken token;
    private final Entry entry;
    private final Set<MessageChannel> byteStreams = ConcurrentHashMap.newKeySet();
    private final Answer<ContentId> root = new Answer<>();
    private final Answer<Message.Completed> completed = new Answer<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile @Nullable Fault fault;

    private Link(Dialer dialer, MessageChannel channel, Pulse pulse, SessionToken token, Entry entry) {
        this.dialer = dialer;
        this.channel = channel;
        this.pulse = pulse;
        this.token = token;
        this.entry = entry;
    }

    /** Connects, opens the share and reads its manifest. */
    static Link open(Dialer dialer, DownloadRequest.Aim aim, Cancellation cancellation) throws IOException {
        MessageChannel channel = new MessageChannel(dialer.dial(aim.peer(), aim.addresses()));
        try (Cancellation.Registration _ = cancellation.onCancel(channel::close)) {
            channel.stream().silenceLimit(aim.silence());
            Handshake.greet(channel);
            channel.send(new Message.Open(aim.capability().shareId(), aim.capability()));
            SessionToken token = ((Message.Opened) answering(channel, Phase.OPENING)).token();
            Entry entry = readManifest(channel);
            Pulse pulse = Pulse.start(channel, aim.silence());
            Link link = new Link(dialer, channel, pulse, token, entry);
            Thread.ofVirtual().name("control").start(link::listen);
            return link;
        } catch (FaultException e) {
            channel.fail(e.fault());
            throw e;
        }
    }

    private static Entry readManifest(MessageChannel channel) throws IOException {
        Entry entry = null;
        while (true) {
            Message message = answering(channel, Phase.LISTING);
            if (message instanceof Message.EntryOffered offered && entry == null) {
                entry = offered.entry();
            } else if (message instanceof Message.EntriesEnd end && end.entries() == 1 && entry != null) {
                return entry;
            } else {
                throw Fault.of(FaultCode.PROTOCOL_VIOLATION, "the manifest does not add up")
                        .exception();
            }
        }
    }

    /** The next message that is no ping. */
    private static Message answering(MessageChannel channel, Phase phase) throws IOException {
        for (int pings = 0; pings < PINGS_BEFORE_MANIFEST_MAX; pings++) {
            Message message = channel.receive(phase);
            if (!(message instanceof Message.Ping ping)) {
                return message;
            }
            channel.send(new Message.Pong(ping.nonce()));
        }
        throw Fault.of(FaultCode.PROTOCOL_VIOLATION, "it pings and never answers")
                .exception();
    }

    /** What the share offers. */
    Entry entry() {
        return entry;
    }

    /** How the bytes travel. */
    Route route() {
        return channel.stream().route();
    }

    /** Who is at the other end. */
    PeerId peer() {
        return channel.stream().peer();
    }

    /** The last round trip. */
    Duration roundTrip() {
        return pulse.roundTrip();
    }

    /** Why the session ended, if it has or does within {@code patience}. */
    Optional<Fault> awaitFault(Duration patience) {
        try {
            ended.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Optional.ofNullable(fault);
    }

    /** Opens a byte stream of this session, on the route that the control stream has taken. */
    MessageChannel openBytes(Duration silence) throws IOException {
        ByteStream stream = dialer.dial(peer(), List.of(route().remote()));
        MessageChannel bytes = new MessageChannel(stream);
        byteStreams.add(bytes);
        if (fault != null) {
            bytes.close();
        }
        stream.silenceLimit(silence);
        Handshake.greet(bytes);
        bytes.send(new Message.Attach(token));
        return bytes;
    }

    /** Ends the byte streams: what was on its way on them is lost. */
    void closeByteStreams() {
        byteStreams.forEach(MessageChannel::close);
    }

    /** Tells the sender how far this side is. */
    void have(long belowPiece, long verifiedBytes) throws IOException {
        channel.send(new Message.Have(entry.index(), belowPiece, verifiedBytes));
    }

    /** The identity of the entry as the sender read it; waits while the sender reads what was not asked for. */
    ContentId root() throws IOException {
        root.ask();
        channel.send(new Message.RootRequest(entry.index()));
        return root.await();
    }

    /** Tells the sender that everything is in place, and waits until it has taken note. */
    void complete(Message.Complete message) throws IOException {
        completed.ask();
        channel.send(message);
        completed.await();
    }

    private void listen() {
        try {
            while (true) {
                switch (channel.receive(Phase.FETCHING_CONTROL)) {
                    case Message.Ping ping -> channel.send(new Message.Pong(ping.nonce()));
                    case Message.Pong pong -> pulse.answered(pong);
                    case Message.Root answer -> root.give(answer.contentId());
                    case Message.Completed done -> completed.give(done);
                    default -> throw new AssertionError("the phase admits no other message");
                }
            }
        } catch (FaultException e) {
            end(e.fault());
        } catch (IOException e) {
            end(Fault.of(FaultCode.CONNECTION_LOST, String.valueOf(e.getMessage())));
        }
    }

    private synchronized void end(Fault why) {
        if (fault == null) {
            fault = why;
        }
        ended.countDown();
        FaultException failure = fault.exception();
        root.fail(failure);
        completed.fail(failure);
        pulse.close();
        closeByteStreams();
    }

    /** Ends the session and tells the sender why. */
    void fail(Fault why) {
        end(why);
        channel.stream().silenceLimit(LAST_WORDS);
        channel.fail(told(why));
    }

    /** Where this side keeps its files is none of the sender's business. */
    private Fault told(Fault why) {
        return switch (why.code()) {
            case DISK_FULL, TARGET_UNWRITABLE, CONFLICT -> Fault.of(why.code(), entry.name());
            default -> why;
        };
    }

    @Override
    public void close() {
        end(Fault.of(FaultCode.CONNECTION_LOST, "it was closed"));
        channel.close();
    }
}
