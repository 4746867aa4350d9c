package dev.godwit.wire.message;

/** Who says what is read: a fault that only one of the two can have means nothing from the other. PROTOCOL.md §9. */
public enum Speaker {
    /** The peer that offers the share. */
    SENDER,
    /** The peer that fetches it. */
    RECEIVER,
    /** A peer that has yet to say which of them it is. */
    EITHER
}
