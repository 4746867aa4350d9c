package dev.godwit.transfer.pairing;

import dev.godwit.wire.code.Code;
import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import dev.godwit.wire.identity.PeerId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.agreement.ecjpake.ECJPAKEParticipant;
import org.bouncycastle.crypto.digests.SHA256Digest;

/**
 * One side of one proof: EC-J-PAKE without a socket, bytes in, bytes out, in the order of the protocol. One thread, once.
 * PROTOCOL.md §3.3.
 */
final class Exchange {
    private static final byte[] PASSWORD_LABEL = "godwit code 1".getBytes(StandardCharsets.US_ASCII);

    private final Side own;
    private final Binding binding;
    private final ECJPAKEParticipant participant;
    private final MessageDigest transcript = Secrets.sha256();

    /**
     * The two ends that a proof holds for, and nobody else.
     *
     * @param sender who offers the code
     * @param receiver who has heard it
     * @param channel what names the stream between them
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Binding(PeerId sender, PeerId receiver, byte[] channel) {
        String participant(Side side) {
            return "godwit/1 " + side.label() + " " + (side == Side.SENDER ? sender : receiver);
        }
    }

    Exchange(Side own, Code code, Binding binding, SecureRandom random) {
        this.own = own;
        this.binding = binding;
        this.participant = new ECJPAKEParticipant(
                binding.participant(own), password(code, binding), Rounds.CURVE, SHA256Digest.newInstance(), random);
    }

    /** Words that hold between these two ends only; what J-PAKE calls the shared secret. */
    private static char[] password(Code code, Binding binding) {
        MessageDigest digest = Secrets.sha256();
        digest.update(PASSWORD_LABEL);
        digest.update(binding.sender().bytes());
        digest.update(binding.receiver().bytes());
        digest.update(binding.channel());
        digest.update(code.secretBytes());
        return HexFormat.of().formatHex(digest.digest()).toCharArray();
    }

    byte[] roundOne() {
        return Rounds.write(participant.createRound1PayloadToSend());
    }

    /** Takes the other's first round; a proof that does not hold is a violation, not a wrong word. */
    void takeRoundOne(byte[] bytes) throws FaultException {
        try {
            participant.validateRound1PayloadReceived(Rounds.readOne(bytes, binding.participant(own.other())));
        } catch (CryptoException e) {
            throw notProven(e);
        }
    }

    byte[] roundTwo() {
        return Rounds.write(participant.createRound2PayloadToSend());
    }

    /** Takes the other's second round, when its own is made. */
    void takeRoundTwo(byte[] bytes) throws FaultException {
        try {
            participant.validateRound2PayloadReceived(Rounds.readTwo(bytes, binding.participant(own.other())));
        } catch (CryptoException e) {
            throw notProven(e);
        }
    }

    /** Everything that was said, in its order: what the secrets are bound to. */
    void said(byte[]... parts) {
        for (byte[] part : parts) {
            transcript.update(part);
        }
    }

    /** What both have in common, if their words are the same. After both rounds. */
    Secrets secrets() {
        return new Secrets(Rounds.fixed(participant.calculateKeyingMaterial()), binding.channel(), transcript.digest());
    }

    private static FaultException notProven(CryptoException e) {
        return Fault.of(FaultCode.PROTOCOL_VIOLATION, "a step of the code's proof does not hold")
                .exception(e);
    }
}
