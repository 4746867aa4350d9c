package dev.godwit.transfer.receive;

import dev.godwit.content.merkle.ContentId;
import dev.godwit.transfer.progress.Tally;
import dev.godwit.transfer.rate.LimitedStream;
import dev.godwit.transfer.rate.RateLimit;
import dev.godwit.transfer.receive.work.Sender;
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
import dev.godwit.wire.message.Limits;
import dev.godwit.wire.message.Message;
import dev.godwit.wire.message.MessageChannel;
import dev.godwit.wire.message.Phase;
import dev.godwit.wire.message.SessionToken;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The receiver's end of one session: its control stream, with a thread that listens to it, and byte streams on demand.
 * When the control stream ends, all end, and {@link #awaitFault} says why. Safe on every thread. PROTOCOL.md §7.
 */
final class Link implements Sender, AutoCloseable {
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);
    private static final int PINGS_BEFORE_OPENED = 100;

    private final Dialer dialer;
    private final MessageChannel channel;
    private final Pulse pulse;
    private final SessionToken token;
    private final RateLimit limit;
    private final EntryFeed feed = new EntryFeed();
    private final RootQuestions roots = new RootQuestions();
    private final Set<MessageChannel> byteStreams = ConcurrentHashMap.newKeySet();
    private final Answer<Message.Completed> completed = new Answer<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile @Nullable Fault fault;
    private volatile boolean givenUp;

    private Link(Dialer dialer, MessageChannel channel, Pulse pulse, SessionToken token, RateLimit limit) {
        this.dialer = dialer;
        this.channel = channel;
        this.pulse = pulse;
        this.token = token;
        this.limit = limit;
    }

    /** Connects and opens the share. */
    static Link open(DownloadRequest request) throws IOException {
        Dialer dialer = request.surroundings().dialer();
        DownloadRequest.Aim aim = request.aim();
        MessageChannel channel = aim.approach().connect();
        try (Cancellation.Registration _ = request.surroundings().cancellation().onCancel(channel::close)) {
            channel.stream().silenceLimit(aim.silence());
            channel.send(new Message.Open(aim.capability().shareId(), aim.capability()));
            Message.Opened opened = awaitOpened(channel);
            Pulse pulse = Pulse.start(channel, aim.silence());
            Link link = new Link(
                    dialer, channel, pulse, opened.token(), request.wants().limit());
            Thread.ofVirtual().name("control").start(link::listen);
            return link;
        } catch (FaultException e) {
            channel.fail(e.fault());
            throw e;
        }
    }

    /** The sender may ping while it opens the share, but not for ever. */
    private static Message.Opened awaitOpened(MessageChannel channel) throws IOException {
        for (int pings = 0; pings < PINGS_BEFORE_OPENED; pings++) {
            switch (channel.receive(Phase.OPENING)) {
                case Message.Opened opened -> {
                    return opened;
                }
                case Message.Ping ping -> channel.send(new Message.Pong(ping.nonce()));
                default -> throw new AssertionError("the phase admits no other message");
            }
        }
        throw Fault.of(FaultCode.PROTOCOL_VIOLATION, "the share is never opened")
                .exception();
    }

    /** The manifest, as it comes. */
    EntryFeed feed() {
        return feed;
    }

    /** Lets the sender go on with the manifest when there is room for more of it. */
    void listMore() throws IOException {
        listMore(Limits.LIST_WINDOW);
    }

    /** As {@link #listMore()}, with room for so many entries. */
    void listMore(int window) throws IOException {
        Optional<Integer> below = feed.more(window);
        if (below.isPresent()) {
            channel.send(new Message.ListMore(below.get()));
        }
    }

    /** How the bytes travel. */
    Route route() {
        return channel.stream().route();
    }

    /** Who is at the other end. */
    PeerId peer() {
        return channel.stream().peer();
    }

    @Override
    public Duration roundTrip() {
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
    @Override
    public MessageChannel openBytes(Duration silence) throws IOException {
        ByteStream stream = dialer.dial(Optional.of(peer()), route().remote());
        MessageChannel bytes = new MessageChannel(LimitedStream.reading(stream, limit));
        byteStreams.add(bytes);
        if (fault != null || givenUp) {
            bytes.close();
        }
        try {
            stream.silenceLimit(silence);
            Handshake.greet(bytes);
            bytes.send(new Message.Attach(token));
            return bytes;
        } catch (IOException e) {
            closeBytes(bytes);
            throw e;
        }
    }

    @Override
    public void closeBytes(MessageChannel bytes) {
        bytes.close();
        byteStreams.remove(bytes);
    }

    /** The session has failed: whoever waits for the manifest or a root goes home, and what is on its way is lost. */
    void giveUp(Fault why) {
        FaultException failure = why.exception();
        givenUp = true;
        feed.fail(failure);
        roots.fail(failure);
        closeByteStreams();
    }

    private void closeByteStreams() {
        byteStreams.forEach(MessageChannel::close);
    }

    @Override
    public void have(int entry, long belowPiece, Tally tally) throws IOException {
        channel.send(
                new Message.Have(entry, belowPiece, tally.verifiedBytes(), Math.toIntExact(tally.settledEntries())));
    }

    @Override
    public ContentId root(int entry) throws IOException {
        return Sender.await(askRoot(entry));
    }

    @Override
    public CompletableFuture<ContentId> askRoot(int entry) throws IOException {
        CompletableFuture<ContentId> answer = roots.ask(entry);
        channel.send(new Message.RootRequest(entry));
        return answer;
    }

    /** Tells the sender that everything is in place, and waits until it has taken note. */
    Message.Completed complete(Message.Complete message) throws IOException {
        completed.ask();
        channel.send(message);
        return completed.await();
    }

    private void listen() {
        try {
            while (true) {
                switch (channel.receive(Phase.FETCHING_CONTROL)) {
                    case Message.Ping ping -> channel.send(new Message.Pong(ping.nonce()));
                    case Message.Pong pong -> pulse.answered(pong);
                    case Message.Entries entries -> feed.put(entries);
                    case Message.Listing listing -> feed.extent(listing);
                    case Message.EntriesEnd end -> feed.end(end);
                    case Message.Root answer -> roots.give(answer.entry(), answer.contentId());
                    case Message.EntryFailed failed -> roots.fail(failed.entry(), failed.fault());
                    case Message.Completed done -> completed.give(done);
                    default -> throw new AssertionError("the phase admits no other message");
                }
            }
        } catch (FaultException e) {
            end(e.fault());
        } catch (IOException e) {
            end(Fault.of(FaultCode.CONNECTION_LOST, String.valueOf(e.getMessage())));
        } finally {
            closeByteStreams();
        }
    }

    private void end(Fault why) {
        FaultException failure = first(why).exception();
        ended.countDown();
        feed.fail(failure);
        roots.fail(failure);
        completed.fail(failure);
        pulse.close();
    }

    private synchronized Fault first(Fault why) {
        if (fault == null) {
            fault = why;
        }
        return fault;
    }

    /** Ends the session and tells the sender why, before the byte streams end without a word. */
    void fail(Fault why) {
        end(why);
        channel.stream().silenceLimit(LAST_WORDS);
        channel.fail(told(why));
        closeByteStreams();
    }

    /** Where this side keeps its files is none of the sender's business. */
    private static Fault told(Fault why) {
        return switch (why.code()) {
            case DISK_FULL, TARGET_UNWRITABLE, CONFLICT -> Fault.of(why.code(), "");
            default -> why;
        };
    }

    @Override
    public void close() {
        end(Fault.of(FaultCode.CONNECTION_LOST, "it was closed"));
        closeByteStreams();
        channel.close();
    }
}
