package dev.godwit.transfer.pairing;

import dev.godwit.transfer.pairing.Exchange.Binding;
import dev.godwit.wire.code.Code;
import dev.godwit.wire.fault.FaultException;
import dev.godwit.wire.identity.PeerId;
import java.security.SecureRandom;

/**
 * A proof with oneself, in the background: the first one in a process takes tenths of a second for classes and tables, all
 * others some milliseconds. Begin it while there is something else to wait for.
 */
public final class WarmUp {
    private WarmUp() {}

    /** Begins and returns at once. */
    public static void begin() {
        Thread.ofPlatform().daemon().name("pairing").start(WarmUp::run);
    }

    private static void run() {
        SecureRandom random = new SecureRandom();
        Code code = Code.random(random);
        PeerId nobody = PeerId.of(new byte[PeerId.BYTES]);
        Binding binding = new Binding(nobody, nobody, new byte[0]);
        Exchange sender = new Exchange(Side.SENDER, code, binding, random);
        Exchange receiver = new Exchange(Side.RECEIVER, code, binding, random);
        try {
            byte[] receivers = receiver.roundOne();
            byte[] senders = sender.roundOne();
            sender.takeRoundOne(receivers);
            receiver.takeRoundOne(senders);
            receiver.roundTwo();
            receiver.takeRoundTwo(sender.roundTwo());
            receiver.secrets();
        } catch (FaultException e) {
            throw new AssertionError("an honest proof holds", e);
        }
    }
}
