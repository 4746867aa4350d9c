package dev.godwit.wire.message;

import java.util.Optional;

/**
 * The messages of version 1: number on the wire and largest payload. A number with {@link #OPTIONAL_BIT} set may be
 * skipped by who does not know it. PROTOCOL.md §5.1 and §6.
 */
public enum MessageType {
    HELLO(1, 2 + 2 + 8 + 1 + Limits.AGENT_BYTES_MAX),
    OPEN(2, 10 + 16),
    ATTACH(3, 16),
    OPENED(4, 16),
    ENTRIES(5, Limits.PAYLOAD_BYTES_MAX),
    ENTRIES_END(6, 4 + 8),
    GET(7, 4 + 8 + 4),
    BLOCKS(8, 4 + 8 + 4 + 1 + 4 + Limits.BLOCKS_MAX * 32),
    STREAM_END(9, 4 + 8),
    HAVE(10, 4 + 8 + 8 + 4),
    ROOT_REQUEST(11, 4),
    ROOT(12, 4 + 8 + 32),
    COMPLETE(13, 1 + 8 + 32 + 8 + 64),
    COMPLETED(14, 8 + 8 + 8),
    PING(15, 8),
    PONG(16, 8),
    FAILED(17, 2 + 2 + Limits.FAULT_DETAIL_BYTES_MAX),
    LISTING(18, 4 + 8 + 1),
    LIST(19, 4),
    ENTRY_FAILED(20, 4 + 2 + 2 + Limits.FAULT_DETAIL_BYTES_MAX),
    GET_FILES(21, 4 + 2),
    FILES(22, Limits.PAYLOAD_BYTES_MAX),
    CODE_OPEN(23, 4 + Pairing.NONCE_BYTES + Pairing.ROUND_ONE_BYTES),
    CODE_ANSWER(24, Pairing.NONCE_BYTES + Pairing.ROUND_ONE_BYTES + Pairing.ROUND_TWO_BYTES),
    CODE_PROOF(25, Pairing.ROUND_TWO_BYTES + Pairing.TAG_BYTES),
    CODE_CONFIRMED(26, Pairing.TAG_BYTES),
    CODE_GRANTED(27, 16);

    /** Set in the numbers of messages that a peer may skip when it does not know them. */
    public static final int OPTIONAL_BIT = 0x8000;

    private static final MessageType[] BY_NUMBER = new MessageType[values().length + 1];

    static {
        for (MessageType type : values()) {
            BY_NUMBER[type.number] = type;
        }
    }

    private final int number;
    private final int payloadBytesMax;

    MessageType(int number, int payloadBytesMax) {
        this.number = number;
        this.payloadBytesMax = payloadBytesMax;
    }

    /** The number on the wire. */
    public int number() {
        return number;
    }

    /** The largest payload that is read. */
    public int payloadBytesMax() {
        return payloadBytesMax;
    }

    static Optional<MessageType> ofNumber(int number) {
        return number > 0 && number < BY_NUMBER.length ? Optional.of(BY_NUMBER[number]) : Optional.empty();
    }
}
