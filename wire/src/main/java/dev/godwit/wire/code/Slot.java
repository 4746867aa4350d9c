package dev.godwit.wire.code;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * The digits of a code: where the two sides find each other. No secret, as whoever looks there sees it; the words are. PROTOCOL.md §3.3.
 *
 * @param number {@value #MIN} to {@value #MAX}
 */
public record Slot(int number) {
    /** The least slot, so that all have six digits. */
    public static final int MIN = 100_000;

    /** The greatest slot. */
    public static final int MAX = 999_999;

    /** Digits of every slot. */
    static final int DIGITS = 6;

    private static final int LOOKUP_KEY_BYTES = 20;
    private static final int LAN_TAG_BYTES = 10;

    /** @throws IllegalArgumentException for a number that has not six digits */
    public Slot {
        if (number < MIN || number > MAX) {
            throw new IllegalArgumentException("a slot has " + DIGITS + " digits, not " + number);
        }
    }

    /** Where the DHT keeps what the sender says: the first 20 bytes of SHA-256("godwit slot 1" ‖ digits). */
    public byte[] lookupKey() {
        return derived("godwit slot 1", LOOKUP_KEY_BYTES);
    }

    /** What the local network is asked for: the first 10 bytes of SHA-256("godwit slot lan 1" ‖ digits). */
    public byte[] lanTag() {
        return derived("godwit slot lan 1", LAN_TAG_BYTES);
    }

    private byte[] derived(String label, int lengthBytes) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(label.getBytes(StandardCharsets.US_ASCII));
            digest.update(Integer.toString(number).getBytes(StandardCharsets.US_ASCII));
            return Arrays.copyOf(digest.digest(), lengthBytes);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
