package dev.godwit.dht.item;

import dev.godwit.dht.bencode.ByteString;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * Ed25519 from an expanded secret, scalar and prefix, as RFC 8032 §5.1.6 goes on after hashing the seed: the vectors of BEP
 * 44 print that form, which the JDK cannot use. Slow, and its time depends on the secret: for tests only.
 */
public final class RawScalarSigner implements Signer {
    private static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
    private static final BigInteger ORDER =
            BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));
    private static final BigInteger D = BigInteger.valueOf(-121665)
            .multiply(inverse(BigInteger.valueOf(121666)))
            .mod(P);
    private static final Point BASE = new Point(
            new BigInteger("15112221349535400772501151409588531511454012693041857206046113283949847762202"),
            BigInteger.valueOf(4).multiply(inverse(BigInteger.valueOf(5))).mod(P));

    private final BigInteger scalar;
    private final byte[] prefix;
    private final Ed25519Key publicKey;

    private record Point(BigInteger x, BigInteger y) {
        static final Point NEUTRAL = new Point(BigInteger.ZERO, BigInteger.ONE);

        Point plus(Point that) {
            BigInteger product =
                    D.multiply(x).multiply(that.x).multiply(y).multiply(that.y).mod(P);
            BigInteger sumX = x.multiply(that.y).add(y.multiply(that.x)).multiply(inverse(BigInteger.ONE.add(product)));
            BigInteger sumY =
                    y.multiply(that.y).add(x.multiply(that.x)).multiply(inverse(BigInteger.ONE.subtract(product)));
            return new Point(sumX.mod(P), sumY.mod(P));
        }

        Point times(BigInteger factor) {
            Point sum = NEUTRAL;
            for (int bit = factor.bitLength() - 1; bit >= 0; bit--) {
                sum = sum.plus(sum);
                sum = factor.testBit(bit) ? sum.plus(this) : sum;
            }
            return sum;
        }

        byte[] encoded() {
            byte[] bytes = littleEndian(y);
            bytes[31] = (byte) (bytes[31] | (x.testBit(0) ? 0x80 : 0));
            return bytes;
        }
    }

    /** The signer with this scalar of 32 bytes and prefix of 32 bytes. */
    public RawScalarSigner(ByteString expanded) {
        scalar = number(expanded.slice(0, 32).bytes());
        prefix = expanded.slice(32, 64).bytes();
        publicKey = new Ed25519Key(ByteString.of(BASE.times(scalar).encoded()));
    }

    @Override
    public Ed25519Key publicKey() {
        return publicKey;
    }

    @Override
    public ByteString sign(byte[] message) {
        BigInteger nonce = number(sha512(prefix, message)).mod(ORDER);
        byte[] commitment = BASE.times(nonce).encoded();
        BigInteger challenge =
                number(sha512(commitment, publicKey.bytes().bytes(), message)).mod(ORDER);
        byte[] response = littleEndian(nonce.add(challenge.multiply(scalar)).mod(ORDER));
        byte[] signature = Arrays.copyOf(commitment, 64);
        System.arraycopy(response, 0, signature, 32, 32);
        return ByteString.of(signature);
    }

    private static BigInteger inverse(BigInteger value) {
        return value.modInverse(P);
    }

    private static BigInteger number(byte[] littleEndian) {
        return new BigInteger(1, reversed(littleEndian));
    }

    private static byte[] littleEndian(BigInteger value) {
        byte[] bigEndian = value.toByteArray();
        byte[] reversed = reversed(bigEndian);
        return Arrays.copyOf(reversed, 32);
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return reversed;
    }

    private static byte[] sha512(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-512");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
