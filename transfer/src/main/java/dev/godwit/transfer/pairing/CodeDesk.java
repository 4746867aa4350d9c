package dev.godwit.transfer.pairing;

import dev.godwit.transfer.event.TransferEvent;
import dev.godwit.transfer.pairing.Exchange.Binding;
import dev.godwit.transfer.session.Pulse;
import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import dev.godwit.wire.identity.PeerId;
import dev.godwit.wire.link.ByteStream;
import dev.godwit.wire.message.Message;
import dev.godwit.wire.message.MessageChannel;
import dev.godwit.wire.message.Pairing;
import dev.godwit.wire.message.Phase;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Predicate;

/** The sender's part: lets peers prove codes, and grants what they open. Safe on every thread. PROTOCOL.md §3.3. */
public final class CodeDesk {
    /** How long a peer may take for its part of the proof. */
    private static final Duration PROOF_LIMIT = Duration.ofSeconds(10);

    /** How long two people may take to compare words. */
    private static final Duration COMPARE_LIMIT = Duration.ofMinutes(10);

    /** What takes longer than this does so because a person is asked. */
    static final Duration AT_ONCE = Duration.ofSeconds(1);

    /** Proofs that are computed at the same time: each costs some milliseconds of a processor, for anybody who asks. */
    private static final int COMPUTING_MAX = 2;

    private final IntFunction<Optional<OfferedCode>> codes;
    private final Terms terms;
    private final SecureRandom random = new SecureRandom();
    private final Semaphore computing = new Semaphore(COMPUTING_MAX);

    /**
     * What holds for every proof.
     *
     * @param local this peer
     * @param silence how long the other side is willing to hear nothing
     * @param isSame whether the receiver's user sees the same words; asked after both have proven the code
     * @param events is told of wrong tries, and of words that the other side may be comparing
     */
    public record Terms(
            PeerId local,
            Duration silence,
            Predicate<TransferEvent.Comparing> isSame,
            Consumer<TransferEvent> events) {}

    /** Grants what the {@code codes} with a slot open. */
    public CodeDesk(IntFunction<Optional<OfferedCode>> codes, Terms terms) {
        this.codes = codes;
        this.terms = terms;
    }

    /** Part of a proof. */
    private interface Step<T> {
        T run() throws FaultException;
    }

    /**
     * Serves a peer that says it has a code, until it has proven that, was granted, and opens the share.
     *
     * @throws FaultException share not found, code wrong, void or used, declined, or whatever ends a stream
     */
    public Message.Open serve(MessageChannel channel, Message.CodeOpen open) throws IOException {
        ByteStream stream = channel.stream();
        stream.deadline(PROOF_LIMIT);
        PeerId peer = stream.peer();
        OfferedCode offered = codes.apply(open.slot())
                .orElseThrow(() -> Fault.of(FaultCode.SHARE_NOT_FOUND).exception());
        offered.check(peer);
        Secrets secrets = prove(channel, open, offered);
        channel.send(new Message.CodeConfirmed(secrets.tag(Side.SENDER)));
        TransferEvent.Comparing comparing =
                new TransferEvent.Comparing(stream.route().remoteText(), secrets.wordsToCompare());
        compare(channel, comparing, offered);
        channel.send(new Message.CodeGranted(offered.capability()));
        // The receiver's user may take as much time.
        stream.deadline(COMPARE_LIMIT);
        stream.silenceLimit(COMPARE_LIMIT);
        try (Later _ = Later.after(AT_ONCE, () -> terms.events().accept(comparing))) {
            return (Message.Open) channel.receive(Phase.CODE_PROVEN);
        }
    }

    private Secrets prove(MessageChannel channel, Message.CodeOpen open, OfferedCode offered) throws IOException {
        ByteStream stream = channel.stream();
        Binding binding = new Binding(terms.local(), stream.peer(), stream.channelBinding());
        Exchange exchange = new Exchange(Side.SENDER, offered.code(), binding, random);
        byte[] nonce = new byte[Pairing.NONCE_BYTES];
        random.nextBytes(nonce);
        Message.CodeAnswer answer = computed(() -> {
            byte[] roundOne = exchange.roundOne();
            exchange.takeRoundOne(open.roundOne());
            return new Message.CodeAnswer(nonce, roundOne, exchange.roundTwo());
        });
        channel.send(answer);
        Message.CodeProof proof = (Message.CodeProof) channel.receive(Phase.PROVING_CODE);
        Secrets secrets = computed(() -> {
            exchange.takeRoundTwo(proof.roundTwo());
            exchange.said(open.nonce(), open.roundOne(), nonce, answer.roundOne(), answer.roundTwo(), proof.roundTwo());
            return exchange.secrets();
        });
        try {
            // Ours is not shown before theirs is right: who guesses learns nothing but that it was wrong.
            offered.attempt(stream.peer(), secrets.proves(Side.RECEIVER, proof.tag()));
        } catch (FaultException e) {
            if (e.fault().code() == FaultCode.CODE_WRONG) {
                terms.events()
                        .accept(new TransferEvent.CodeMistaken(stream.route().remoteText(), offered.triesLeft()));
            }
            throw e;
        }
        return secrets;
    }

    private void compare(MessageChannel channel, TransferEvent.Comparing comparing, OfferedCode offered)
            throws IOException {
        try (Pulse _ = Pulse.start(channel, terms.silence())) {
            // Nobody reads answers while a person reads words.
            channel.stream().deadline(COMPARE_LIMIT);
            if (!terms.isSame().test(comparing)) {
                offered.reject(channel.stream().peer());
                terms.events().accept(new TransferEvent.CodeRejected(comparing.address()));
                throw Fault.of(FaultCode.DECLINED, "the words differ").exception();
            }
        }
    }

    private <T> T computed(Step<T> step) throws FaultException {
        computing.acquireUninterruptibly();
        try {
            return step.run();
        } finally {
            computing.release();
        }
    }
}
