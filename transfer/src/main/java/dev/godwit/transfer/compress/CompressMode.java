package dev.godwit.transfer.compress;

/** When a sender compresses. */
public enum CompressMode {
    /** Where that makes the transfer faster. */
    AUTO,
    /** Every run that gets smaller by it. */
    ALWAYS,
    NEVER
}
