package dev.godwit.transfer.pairing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.transfer.pairing.Exchange.Binding;
import dev.godwit.wire.code.Code;
import dev.godwit.wire.code.MalformedCodeException;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import dev.godwit.wire.identity.Identity;
import dev.godwit.wire.message.Pairing;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Case H1 of the security list: everything that a PAKE can be fed with. */
class ExchangeTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Binding BINDING =
            new Binding(Identity.generate().peerId(), Identity.generate().peerId(), new byte[32]);
    private static final Code CODE = code("482193-violin-harbor-cactus");

    /** Both sides of one proof, up to the secrets. */
    private static final class Pair {
        final Exchange sender;
        final Exchange receiver;
        UnaryOperator<byte[]> toReceiver = bytes -> bytes;

        Pair(Code senders, Binding sendersBinding, Code receivers, Binding receiversBinding) {
            sender = new Exchange(Side.SENDER, senders, sendersBinding, RANDOM);
            receiver = new Exchange(Side.RECEIVER, receivers, receiversBinding, RANDOM);
        }

        /** Whether each takes the other's tag for a proof. */
        boolean agree() throws FaultException {
            byte[] oneReceiver = receiver.roundOne();
            byte[] oneSender = sender.roundOne();
            sender.takeRoundOne(oneReceiver);
            byte[] twoSender = sender.roundTwo();
            receiver.takeRoundOne(oneSender);
            byte[] twoReceiver = receiver.roundTwo();
            receiver.takeRoundTwo(twoSender);
            sender.takeRoundTwo(twoReceiver);
            sender.said(oneReceiver, oneSender, twoSender, twoReceiver);
            receiver.said(oneReceiver, toReceiver.apply(oneSender), twoSender, twoReceiver);
            Secrets ofSender = sender.secrets();
            Secrets ofReceiver = receiver.secrets();
            boolean agree = ofSender.proves(Side.RECEIVER, ofReceiver.tag(Side.RECEIVER));
            assertThat(ofReceiver.proves(Side.SENDER, ofSender.tag(Side.SENDER)))
                    .isEqualTo(agree);
            assertThat(ofReceiver.wordsToCompare().equals(ofSender.wordsToCompare()))
                    .isEqualTo(agree);
            return agree;
        }
    }

    private static Code code(String text) {
        try {
            return Code.parse(text);
        } catch (MalformedCodeException e) {
            throw new AssertionError(e);
        }
    }

    private static void assertViolation(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        FaultException.class,
                        e -> assertThat(e.fault().code()).isEqualTo(FaultCode.PROTOCOL_VIOLATION));
    }

    @Test
    void theSameWordsAgree() throws FaultException {
        assertThat(new Pair(CODE, BINDING, CODE, BINDING).agree()).isTrue();
    }

    @Test
    void otherWordsDoNot() throws FaultException {
        assertThat(new Pair(CODE, BINDING, code("482193-violin-harbor-candle"), BINDING).agree())
                .isFalse();
    }

    @Test
    void h1OtherChannel() throws FaultException {
        byte[] other = new byte[32];
        other[31] = 1;
        Binding moved = new Binding(BINDING.sender(), BINDING.receiver(), other);
        assertThat(new Pair(CODE, BINDING, CODE, moved).agree()).isFalse();
    }

    @Test
    void h1OtherIdentities() {
        Binding middle = new Binding(Identity.generate().peerId(), BINDING.receiver(), BINDING.channel());
        assertViolation(() -> new Pair(CODE, BINDING, CODE, middle).agree());
    }

    @Test
    void h1SomethingElseWasHeard() throws FaultException {
        Pair pair = new Pair(CODE, BINDING, CODE, BINDING);
        pair.toReceiver = bytes -> {
            byte[] changed = bytes.clone();
            changed[7] ^= 1;
            return changed;
        };
        assertThat(pair.agree()).isFalse();
    }

    @Test
    void h1ReflectedMessages() {
        Exchange exchange = new Exchange(Side.RECEIVER, CODE, BINDING, RANDOM);
        byte[] own = exchange.roundOne();
        assertViolation(() -> exchange.takeRoundOne(own));
    }

    @Test
    void h1SwappedRoles() {
        Exchange receiver = new Exchange(Side.RECEIVER, CODE, BINDING, RANDOM);
        Exchange other = new Exchange(Side.RECEIVER, CODE, BINDING, RANDOM);
        receiver.roundOne();
        assertViolation(() -> receiver.takeRoundOne(other.roundOne()));
    }

    @Test
    void h1ReplayOfAnotherSession() throws FaultException {
        Exchange earlier = new Exchange(Side.SENDER, CODE, BINDING, RANDOM);
        Exchange first = new Exchange(Side.RECEIVER, CODE, BINDING, RANDOM);
        byte[] one = earlier.roundOne();
        earlier.takeRoundOne(first.roundOne());
        byte[] two = earlier.roundTwo();
        Exchange second = new Exchange(Side.RECEIVER, CODE, BINDING, RANDOM);
        second.roundOne();
        second.takeRoundOne(one);
        second.roundTwo();
        assertViolation(() -> second.takeRoundTwo(two));
    }

    @Test
    void h1InvalidPoints() {
        byte[] sound = new Exchange(Side.SENDER, CODE, BINDING, RANDOM).roundOne();
        byte[] infinity = sound.clone();
        Arrays.fill(infinity, 0, Pairing.POINT_BYTES, (byte) 0);
        byte[] offCurve = sound.clone();
        offCurve[Pairing.POINT_BYTES - 1] ^= 1;
        byte[] compressed = sound.clone();
        compressed[0] = 2;
        byte[] tooLarge = sound.clone();
        Arrays.fill(tooLarge, 1, Pairing.POINT_BYTES, (byte) 0xFF);
        byte[] response = sound.clone();
        byte[] order = Rounds.fixed(Rounds.CURVE.getN());
        System.arraycopy(order, 0, response, 2 * Pairing.POINT_BYTES + Pairing.POINT_BYTES, order.length);
        for (byte[] bytes : new byte[][] {infinity, offCurve, compressed, tooLarge, response}) {
            Exchange receiver = new Exchange(Side.RECEIVER, CODE, BINDING, RANDOM);
            receiver.roundOne();
            assertViolation(() -> receiver.takeRoundOne(bytes));
        }
    }

    @Test
    void h1AProofOfNothing() {
        byte[] round = new Exchange(Side.SENDER, CODE, BINDING, RANDOM).roundOne();
        round[Pairing.ROUND_ONE_BYTES - 1] ^= 1;
        Exchange receiver = new Exchange(Side.RECEIVER, CODE, BINDING, RANDOM);
        receiver.roundOne();
        assertViolation(() -> receiver.takeRoundOne(round));
    }

    @Test
    void numbersHaveAlways32Bytes() {
        assertThat(Rounds.fixed(BigInteger.ONE)).hasSize(32).endsWith(1);
        assertThat(Rounds.fixed(BigInteger.TWO.pow(256).subtract(BigInteger.ONE)))
                .hasSize(32)
                .doesNotContain(0);
    }
}
