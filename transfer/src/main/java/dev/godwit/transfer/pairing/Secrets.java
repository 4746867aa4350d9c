package dev.godwit.transfer.pairing;

import dev.godwit.wire.code.Spelling;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What follows from the common key of a proof: a tag for each side, and words to compare. PROTOCOL.md §3.3. */
final class Secrets {
    private static final byte[] KEY_LABEL = "godwit pairing 1".getBytes(StandardCharsets.US_ASCII);
    private static final String MAC = "HmacSHA256";

    private final byte[] key;
    private final byte[] channel;
    private final byte[] transcript;

    /**
     * The secrets of one proof.
     *
     * @param common the x coordinate of the common point, 32 bytes
     * @param channel what names the stream
     * @param transcript the hash of everything that was said
     */
    Secrets(byte[] common, byte[] channel, byte[] transcript) {
        this.key = mac(KEY_LABEL, common);
        this.channel = channel.clone();
        this.transcript = transcript.clone();
    }

    /** The proof of {@code side} that it has the same words, and heard the same messages. */
    byte[] tag(Side side) {
        return mac(key, ascii("godwit pairing tag " + side.label()), channel, transcript);
    }

    /** Whether {@code tag} is that of {@code side}, in the same time wherever it differs. */
    boolean proves(Side side, byte[] tag) {
        return MessageDigest.isEqual(tag(side), tag);
    }

    /** Three words that both sides see, and no two pairs of peers that somebody sits between. */
    String wordsToCompare() {
        return Spelling.of(mac(key, ascii("godwit pairing words"), channel, transcript));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] mac(byte[] key, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(key, MAC));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every JDK has " + MAC, e);
        }
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
