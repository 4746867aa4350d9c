package dev.godwit.transfer.pairing;

import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import dev.godwit.wire.message.Pairing;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import org.bouncycastle.crypto.agreement.ecjpake.ECJPAKECurve;
import org.bouncycastle.crypto.agreement.ecjpake.ECJPAKECurves;
import org.bouncycastle.crypto.agreement.ecjpake.ECJPAKERound1Payload;
import org.bouncycastle.crypto.agreement.ecjpake.ECJPAKERound2Payload;
import org.bouncycastle.crypto.agreement.ecjpake.ECSchnorrZKP;
import org.bouncycastle.math.ec.ECPoint;

/**
 * The rounds of EC-J-PAKE as bytes: uncompressed points, numbers of 32 bytes. Reading is total: what is no point of the
 * curve, or the point at infinity, is a violation before any secret touches it. PROTOCOL.md §3.3.
 */
final class Rounds {
    static final ECJPAKECurve CURVE = ECJPAKECurves.NIST_P256;

    private static final byte UNCOMPRESSED = 0x04;

    private Rounds() {}

    static byte[] write(ECJPAKERound1Payload round) {
        ByteBuffer out = ByteBuffer.allocate(Pairing.ROUND_ONE_BYTES);
        put(out, round.getGx1());
        put(out, round.getGx2());
        put(out, round.getKnowledgeProofForX1());
        put(out, round.getKnowledgeProofForX2());
        return out.array();
    }

    static byte[] write(ECJPAKERound2Payload round) {
        ByteBuffer out = ByteBuffer.allocate(Pairing.ROUND_TWO_BYTES);
        put(out, round.getA());
        put(out, round.getKnowledgeProofForX2s());
        return out.array();
    }

    static ECJPAKERound1Payload readOne(byte[] bytes, String participant) throws FaultException {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        return new ECJPAKERound1Payload(participant, point(in), point(in), proof(in), proof(in));
    }

    static ECJPAKERound2Payload readTwo(byte[] bytes, String participant) throws FaultException {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        return new ECJPAKERound2Payload(participant, point(in), proof(in));
    }

    private static void put(ByteBuffer out, ECPoint point) {
        out.put(point.getEncoded(false));
    }

    private static void put(ByteBuffer out, ECSchnorrZKP proof) {
        put(out, proof.getV());
        out.put(fixed(proof.getr()));
    }

    /** A number below 2^256 in 32 bytes, big-endian. */
    static byte[] fixed(BigInteger number) {
        byte[] bytes = new byte[Pairing.SCALAR_BYTES];
        byte[] minimal = number.toByteArray();
        int length = Math.min(minimal.length, bytes.length);
        System.arraycopy(minimal, minimal.length - length, bytes, bytes.length - length, length);
        return bytes;
    }

    private static ECSchnorrZKP proof(ByteBuffer in) throws FaultException {
        ECPoint commitment = point(in);
        byte[] response = new byte[Pairing.SCALAR_BYTES];
        in.get(response);
        BigInteger number = new BigInteger(1, response);
        if (number.compareTo(CURVE.getN()) >= 0) {
            throw violation("a number of the code's proof is too large");
        }
        return SchnorrProofs.of(commitment, number);
    }

    private static ECPoint point(ByteBuffer in) throws FaultException {
        byte[] encoded = new byte[Pairing.POINT_BYTES];
        in.get(encoded);
        if (encoded[0] != UNCOMPRESSED) {
            throw violation("a point of the code's proof is not in the uncompressed form");
        }
        try {
            ECPoint point = CURVE.getCurve().decodePoint(encoded);
            if (point.isInfinity() || !point.isValid()) {
                throw violation("a point of the code's proof is not on the curve");
            }
            return point;
        } catch (IllegalArgumentException e) {
            throw Fault.of(FaultCode.PROTOCOL_VIOLATION, "a point of the code's proof is not on the curve")
                    .exception(e);
        }
    }

    static FaultException violation(String what) {
        return Fault.of(FaultCode.PROTOCOL_VIOLATION, what).exception();
    }
}
