package dev.godwit.network.tls;

/** Sizes of TLS records, RFC 8446 §5. */
final class TlsRecords {
    /** Plaintext of one record. */
    static final int PLAIN_BYTES = 16_384;

    /** One encrypted record: header, content and at most 256 bytes of type, padding and tag. */
    static final int PACKET_BYTES = 5 + PLAIN_BYTES + 256;

    private TlsRecords() {}
}
