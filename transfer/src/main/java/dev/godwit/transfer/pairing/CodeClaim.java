package dev.godwit.transfer.pairing;

import dev.godwit.transfer.event.TransferEvent;
import dev.godwit.transfer.pairing.Exchange.Binding;
import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import dev.godwit.wire.identity.PeerId;
import dev.godwit.wire.link.ByteStream;
import dev.godwit.wire.message.Message;
import dev.godwit.wire.message.MessageChannel;
import dev.godwit.wire.message.Pairing;
import dev.godwit.wire.message.Phase;
import dev.godwit.wire.ticket.Capability;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The receiver's part: proves its code to whoever is there, lets that one prove it, and gets what opens the share. */
public final class CodeClaim {
    /** How long a peer may take for its part of the proof. */
    private static final Duration PROOF_LIMIT = Duration.ofSeconds(10);

    private final HeardCode heard;
    private final PeerId own;
    private final SecureRandom random;
    private final Predicate<TransferEvent.Comparing> isSame;
    private final Consumer<TransferEvent> events;

    /**
     * A claim to what the code gives access to.
     *
     * @param own this peer
     * @param isSame whether the sender's user sees the same words; asked after both have proven the code
     * @param events is told of words that the sender's user may be comparing
     */
    public CodeClaim(
            HeardCode heard,
            PeerId own,
            SecureRandom random,
            Predicate<TransferEvent.Comparing> isSame,
            Consumer<TransferEvent> events) {
        this.heard = heard;
        this.own = own;
        this.random = random;
        this.isSame = isSame;
        this.events = events;
    }

    /** Is told how far a proof is. */
    public interface Steps {
        /** The proof is about to be shown: from now on the peer can check a guess. */
        void showing();

        /** The peer has proven the code; from now on people may compare words. */
        void confirmed();
    }

    /** Ends with {@link FaultCode#CODE_VOID} when the code may be shown to nobody any more. */
    public void check() throws FaultException {
        heard.check();
    }

    /**
     * Runs the proof over a channel on which hellos were exchanged; OPEN comes next on it.
     *
     * @throws FaultException code wrong, void or used, declined, or whatever ends a stream
     */
    public Capability over(MessageChannel channel, Steps steps) throws IOException {
        ByteStream stream = channel.stream();
        stream.deadline(PROOF_LIMIT);
        Secrets secrets = show(channel, steps);
        Message.CodeConfirmed confirmed = (Message.CodeConfirmed) channel.receive(Phase.CONFIRMING_CODE);
        if (!secrets.proves(Side.SENDER, confirmed.tag())) {
            throw Fault.of(FaultCode.CODE_WRONG).exception();
        }
        stream.deadline(Duration.ZERO);
        heard.returned(stream.peer());
        steps.confirmed();
        TransferEvent.Comparing comparing =
                new TransferEvent.Comparing(stream.route().remoteText(), secrets.wordsToCompare());
        if (!isSame.test(comparing)) {
            throw Fault.of(FaultCode.DECLINED, "the words differ").exception();
        }
        try (Later _ = Later.after(CodeDesk.AT_ONCE, () -> events.accept(comparing))) {
            return awaitGrant(channel);
        }
    }

    private Secrets show(MessageChannel channel, Steps steps) throws IOException {
        ByteStream stream = channel.stream();
        Binding binding = new Binding(stream.peer(), own, stream.channelBinding());
        Exchange exchange = new Exchange(Side.RECEIVER, heard.code(), binding, random);
        byte[] nonce = new byte[Pairing.NONCE_BYTES];
        random.nextBytes(nonce);
        Message.CodeOpen open = new Message.CodeOpen(heard.code().slot().number(), nonce, exchange.roundOne());
        channel.send(open);
        Message.CodeAnswer answer = (Message.CodeAnswer) channel.receive(Phase.CODE_OPENED);
        exchange.takeRoundOne(answer.roundOne());
        byte[] roundTwo = exchange.roundTwo();
        exchange.takeRoundTwo(answer.roundTwo());
        exchange.said(open.nonce(), open.roundOne(), answer.nonce(), answer.roundOne(), answer.roundTwo(), roundTwo);
        Secrets secrets = exchange.secrets();
        // Counted before it leaves: the peer may hang up as soon as it has checked its guess.
        heard.showing(stream.peer());
        steps.showing();
        channel.send(new Message.CodeProof(roundTwo, secrets.tag(Side.RECEIVER)));
        return secrets;
    }

    /** The sender's user may take time to compare the words; its pings tell that it lives. */
    private static Capability awaitGrant(MessageChannel channel) throws IOException {
        while (true) {
            if (channel.receive(Phase.AWAITING_GRANT) instanceof Message.CodeGranted granted) {
                return granted.capability();
            }
        }
    }
}
