package dev.godwit.transfer.send;

import dev.godwit.transfer.compress.CompressMode;
import dev.godwit.transfer.event.TransferEvent;
import dev.godwit.transfer.pairing.CodeDesk;
import dev.godwit.transfer.rate.LimitedStream;
import dev.godwit.transfer.rate.RateLimit;
import dev.godwit.transfer.session.Handshake;
import dev.godwit.transfer.share.Catalogue;
import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import dev.godwit.wire.identity.PeerId;
import dev.godwit.wire.link.Acceptor;
import dev.godwit.wire.link.ByteStream;
import dev.godwit.wire.link.Cancellation;
import dev.godwit.wire.message.Message;
import dev.godwit.wire.message.MessageChannel;
import dev.godwit.wire.message.Phase;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Serves the streams that peers open: greets, asks what each is for, and hands it to its session. Whoever has no
 * capability learns nothing but a refusal. Safe on every thread.
 */
public final class ShareServer implements Acceptor {
    /** How long a peer that is let in may take until it has said what it wants. */
    private static final Duration PURPOSE_LIMIT = Duration.ofSeconds(10);

    private final Catalogue catalogue;
    private final SessionTable sessions = new SessionTable();
    private final StreamPool byteStreams = new StreamPool();
    private final CodeDesk codes;
    private final SessionTerms terms;

    /**
     * What holds for every session.
     *
     * @param local this peer, as receipts name it
     * @param silence how long a receiver may say nothing before it counts as gone
     * @param limit how fast content may be sent, to all receivers together
     * @param compress when content is compressed
     * @param cancellation ends all sessions
     * @param events is told what happens
     */
    public record SessionTerms(
            PeerId local,
            Duration silence,
            RateLimit limit,
            CompressMode compress,
            Cancellation cancellation,
            Consumer<TransferEvent> events) {}

    /** Serves the shares of {@code catalogue}, to who has a capability and to who proves one of the {@code codes}. */
    public ShareServer(Catalogue catalogue, CodeDesk codes, SessionTerms terms) {
        this.catalogue = catalogue;
        this.codes = codes;
        this.terms = terms;
    }

    @Override
    public void accept(ByteStream stream) {
        MessageChannel channel = new MessageChannel(stream);
        try {
            stream.deadline(PURPOSE_LIMIT);
            Handshake.greet(channel);
            Message purpose = channel.receive(Phase.PURPOSE);
            if (purpose instanceof Message.CodeOpen open) {
                purpose = codes.serve(channel, open);
            }
            stream.deadline(Duration.ZERO);
            switch (purpose) {
                case Message.Open open -> control(channel, open);
                case Message.Attach attach -> bytes(channel, attach);
                default -> throw new AssertionError("the phase admits no other message");
            }
        } catch (FaultException e) {
            channel.fail(e.fault());
        } catch (IOException e) {
            // The peer is gone, and with it whom to tell.
        } catch (RuntimeException e) {
            channel.fail(Fault.of(FaultCode.UNEXPECTED, e.toString()));
        } finally {
            channel.close();
        }
    }

    private void control(MessageChannel channel, Message.Open open) throws IOException {
        ControlSession session = new ControlSession(channel, catalogue.find(open.shareId(), open.capability()), terms);
        try (Cancellation.Registration _ = terms.cancellation().onCancel(session::stop)) {
            sessions.serve(session);
        }
    }

    private void bytes(MessageChannel channel, Message.Attach attach) throws IOException {
        ControlSession session = sessions.find(attach.token(), channel.stream().peer());
        byteStreams.enter(session.token());
        try {
            session.serveBytes(new MessageChannel(LimitedStream.writing(channel.stream(), session.limit())));
        } finally {
            byteStreams.leave(session.token());
        }
    }

    /** Tells a peer that asks for nothing known; the same words for a wrong capability and an unknown session. */
    static FaultException refused() {
        return Fault.of(FaultCode.REFUSED).exception();
    }
}
