package dev.godwit.transfer.pairing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.transfer.event.TransferEvent;
import dev.godwit.transfer.fake.FakeNetwork;
import dev.godwit.transfer.pairing.OfferedCode.Past;
import dev.godwit.transfer.session.Handshake;
import dev.godwit.wire.code.Code;
import dev.godwit.wire.code.MalformedCodeException;
import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import dev.godwit.wire.identity.Identity;
import dev.godwit.wire.link.ByteStream;
import dev.godwit.wire.link.Cancellation;
import dev.godwit.wire.message.Message;
import dev.godwit.wire.message.MessageChannel;
import dev.godwit.wire.message.Pairing;
import dev.godwit.wire.message.Phase;
import dev.godwit.wire.ticket.Capability;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A sender's desk and its receivers, honest and not, over streams. */
@Timeout(60)
class CodeDeskTest {
    private static final Duration SILENCE = Duration.ofSeconds(20);

    private final FakeNetwork network = new FakeNetwork();
    private final Identity ann = Identity.generate();
    private final Identity ben = Identity.generate();
    private final Identity eve = Identity.generate();
    private final Capability capability = Capability.generate();
    private final Code code = code("482193-violin-harbor-cactus");
    private final Code wrong = code("482193-violin-harbor-candle");
    private final Queue<TransferEvent> events = new ConcurrentLinkedQueue<>();
    private final Queue<String> told = new ConcurrentLinkedQueue<>();
    private final Queue<String> compared = new ConcurrentLinkedQueue<>();
    private final CodeClaim.Steps steps = new CodeClaim.Steps() {
        @Override
        public void showing() {
            told.add("showing");
        }

        @Override
        public void confirmed() {
            told.add("confirmed");
        }
    };
    private volatile Predicate<TransferEvent.Comparing> isSame = words -> true;

    private static Code code(String text) {
        try {
            return Code.parse(text);
        } catch (MalformedCodeException e) {
            throw new AssertionError(e);
        }
    }

    @BeforeEach
    void offer() {
        OfferedCode offered = new OfferedCode(code, capability, 1, Past.NONE, past -> {});
        CodeDesk desk = new CodeDesk(
                slot -> Optional.of(offered)
                        .filter(it -> slot == it.code().slot().number()),
                new CodeDesk.Terms(
                        ann.peerId(),
                        SILENCE,
                        comparing -> {
                            compared.add(comparing.words());
                            return isSame.test(comparing);
                        },
                        events::add));
        network.listen(ann.peerId(), stream -> serve(desk, stream));
    }

    private static void serve(CodeDesk desk, ByteStream stream) {
        MessageChannel channel = new MessageChannel(stream);
        try {
            Handshake.greet(channel);
            desk.serve(channel, (Message.CodeOpen) channel.receive(Phase.PURPOSE));
        } catch (FaultException e) {
            channel.fail(e.fault());
        } catch (IOException e) {
            // The receiver is gone.
        }
    }

    private MessageChannel connect(Identity who) throws IOException {
        ByteStream stream = network.dialer(who.peerId()).dial(Optional.of(ann.peerId()), FakeNetwork.ADDRESS);
        return Handshake.greeted(stream, SILENCE, new Cancellation());
    }

    private Capability claim(Identity who, Code tried) throws IOException {
        try (MessageChannel channel = connect(who)) {
            return claim(tried, who, comparing -> compared.add(comparing.words()))
                    .over(channel, steps);
        }
    }

    private CodeClaim claim(Code tried, Identity who, Predicate<TransferEvent.Comparing> isSame) {
        HeardCode heard = new HeardCode(tried, List.of(), shown -> {});
        return new CodeClaim(heard, who.peerId(), new SecureRandom(), isSame, events::add);
    }

    private FaultCode failing(Identity who, Code tried) {
        return fault(() -> claim(who, tried)).code();
    }

    private static Fault fault(Callable<?> call) {
        try {
            throw new AssertionError("granted: " + call.call());
        } catch (FaultException e) {
            return e.fault();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void theRightWordsGiveTheCapability() throws IOException {
        assertThat(claim(ben, code)).isEqualTo(capability);
        assertThat(compared).hasSize(2);
        assertThat(compared.stream().distinct()).hasSize(1);
        assertThat(events).isEmpty();
    }

    @Test
    void aPeerThatHasProvenItComesBackAndAnotherDoesNot() throws IOException {
        claim(ben, code);
        assertThat(claim(ben, code)).isEqualTo(capability);
        assertThat(failing(eve, code)).isEqualTo(FaultCode.CODE_USED);
    }

    @Test
    void wrongWordsAreToldToBothAndAfterThreeTheCodeIsVoid() {
        for (int left = 2; left >= 0; left--) {
            assertThat(failing(eve, wrong)).isEqualTo(FaultCode.CODE_WRONG);
        }
        assertThat(events)
                .extracting(event -> ((TransferEvent.CodeMistaken) event).triesLeft())
                .containsExactly(2, 1, 0);
        assertThat(failing(ben, code)).isEqualTo(FaultCode.CODE_VOID);
    }

    @Test
    void anotherSlotIsNotFound() {
        assertThat(failing(ben, code("482194-violin-harbor-cactus"))).isEqualTo(FaultCode.SHARE_NOT_FOUND);
    }

    @Test
    void h2AHundredConnectionsThatGuessAreThreeTries() throws Exception {
        List<FutureTask<FaultCode>> tries = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            Identity who = Identity.generate();
            FutureTask<FaultCode> task = new FutureTask<>(() -> failing(who, wrong));
            tries.add(task);
            Thread.ofVirtual().start(task);
        }
        int looked = 0;
        for (FutureTask<FaultCode> task : tries) {
            FaultCode fault = task.get();
            assertThat(fault).isIn(FaultCode.CODE_WRONG, FaultCode.CODE_VOID);
            looked += fault == FaultCode.CODE_WRONG ? 1 : 0;
        }
        assertThat(looked).isEqualTo(OfferedCode.WRONG_TRIES_MAX);
        assertThat(failing(ben, code)).isEqualTo(FaultCode.CODE_VOID);
    }

    @Test
    void aTryThatIsBrokenOffCostsNothing() throws IOException {
        for (int i = 0; i < 5; i++) {
            try (MessageChannel channel = connect(eve)) {
                Exchange exchange = new Exchange(Side.RECEIVER, wrong, binding(channel, eve), new SecureRandom());
                channel.send(new Message.CodeOpen(482_193, new byte[Pairing.NONCE_BYTES], exchange.roundOne()));
                assertThat(channel.receive(Phase.CODE_OPENED)).isInstanceOf(Message.CodeAnswer.class);
            }
        }
        assertThat(claim(ben, code)).isEqualTo(capability);
    }

    @Test
    void h1TheSendersTagIsNotShownToAWrongOne() throws IOException {
        try (MessageChannel channel = connect(eve)) {
            Exchange exchange = new Exchange(Side.RECEIVER, code, binding(channel, eve), new SecureRandom());
            channel.send(new Message.CodeOpen(482_193, new byte[Pairing.NONCE_BYTES], exchange.roundOne()));
            Message.CodeAnswer answer = (Message.CodeAnswer) channel.receive(Phase.CODE_OPENED);
            exchange.takeRoundOne(answer.roundOne());
            byte[] two = exchange.roundTwo();
            exchange.takeRoundTwo(answer.roundTwo());
            channel.send(new Message.CodeProof(two, new byte[Pairing.TAG_BYTES]));
            assertThat(fault(() -> channel.receive(Phase.CONFIRMING_CODE)).code())
                    .isEqualTo(FaultCode.CODE_WRONG);
        }
    }

    @Test
    void h1ASenderThatDoesNotKnowTheWordsIsNotBelieved() {
        network.listen(ann.peerId(), stream -> impersonate(stream));
        assertThat(failing(ben, code)).isEqualTo(FaultCode.CODE_WRONG);
    }

    /** Somebody in the sender's place who has the slot alone, and takes every proof for right. */
    private void impersonate(ByteStream stream) {
        MessageChannel channel = new MessageChannel(stream);
        try {
            Handshake.greet(channel);
            Message.CodeOpen open = (Message.CodeOpen) channel.receive(Phase.PURPOSE);
            Exchange.Binding binding = new Exchange.Binding(ann.peerId(), ben.peerId(), stream.channelBinding());
            Exchange exchange = new Exchange(Side.SENDER, wrong, binding, new SecureRandom());
            byte[] one = exchange.roundOne();
            exchange.takeRoundOne(open.roundOne());
            channel.send(new Message.CodeAnswer(new byte[Pairing.NONCE_BYTES], one, exchange.roundTwo()));
            Message.CodeProof proof = (Message.CodeProof) channel.receive(Phase.PROVING_CODE);
            exchange.takeRoundTwo(proof.roundTwo());
            channel.send(new Message.CodeConfirmed(exchange.secrets().tag(Side.SENDER)));
            channel.send(new Message.CodeGranted(capability));
        } catch (IOException e) {
            // It was found out.
        }
    }

    @Test
    void whoSeesOtherWordsAtTheReceiverIsNotServed() throws IOException {
        assertThatThrownBy(() -> {
                    try (MessageChannel channel = connect(ben)) {
                        claim(code, ben, words -> false).over(channel, steps);
                    }
                })
                .isInstanceOfSatisfying(
                        FaultException.class, e -> assertThat(e.fault().code()).isEqualTo(FaultCode.DECLINED));
        assertThat(claim(ben, code)).isEqualTo(capability);
    }

    @Test
    void aNoOfTheSendersUserIsToldAndTheCodeIsVoidForAll() {
        isSame = words -> false;
        assertThat(failing(eve, code)).isEqualTo(FaultCode.DECLINED);
        assertThat(events).last().isInstanceOf(TransferEvent.CodeRejected.class);
        isSame = words -> true;
        assertThat(failing(eve, code)).isEqualTo(FaultCode.CODE_VOID);
        assertThat(failing(ben, code)).isEqualTo(FaultCode.CODE_VOID);
    }

    @Test
    void whoeverWaitsForTheOthersUserSeesTheWords() throws IOException {
        isSame = words -> {
            pause();
            return true;
        };
        claim(ben, code);
        assertThat(shown()).containsExactly(compared.peek());
    }

    @Test
    void theSenderShowsTheWordsWhileTheReceiversUserCompares() throws IOException {
        try (MessageChannel channel = connect(ben)) {
            CodeClaim claim = claim(code, ben, words -> {
                pause();
                return true;
            });
            claim.over(channel, steps);
        }
        assertThat(shown()).containsExactly(compared.peek());
    }

    private List<String> shown() {
        return events.stream()
                .map(TransferEvent.Comparing.class::cast)
                .map(TransferEvent.Comparing::words)
                .toList();
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(1_800);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Exchange.Binding binding(MessageChannel channel, Identity who) {
        return new Exchange.Binding(ann.peerId(), who.peerId(), channel.stream().channelBinding());
    }
}
