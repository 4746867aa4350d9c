package dev.godwit.wire.message;

/** Sizes of what two peers exchange to prove that they have the same code: EC-J-PAKE over P-256. PROTOCOL.md §3.3. */
public final class Pairing {
    /** The largest slot: six digits. */
    public static final int SLOT_MAX = 999_999;

    /** Fresh random bytes of each side. */
    public static final int NONCE_BYTES = 32;

    /** An uncompressed point of P-256, SEC 1 §2.3.3. */
    public static final int POINT_BYTES = 65;

    /** A number below the order of P-256. */
    public static final int SCALAR_BYTES = 32;

    /** A Schnorr proof (RFC 8235): a point and a number. */
    public static final int PROOF_BYTES = POINT_BYTES + SCALAR_BYTES;

    /** RFC 8236 §3, round 1: two points and a proof for each. */
    public static final int ROUND_ONE_BYTES = 2 * POINT_BYTES + 2 * PROOF_BYTES;

    /** RFC 8236 §3, round 2: a point and its proof. */
    public static final int ROUND_TWO_BYTES = POINT_BYTES + PROOF_BYTES;

    /** HMAC-SHA-256. */
    public static final int TAG_BYTES = 32;

    private Pairing() {}
}
