package dev.godwit.wire.fault;

/** What a transfer does about a {@link FaultCode}: the one place that decides whether trying again can help. */
public enum RetryRule {
    /** Trying again cannot help before a person has done something. */
    NEVER,
    /** Connect again after a back-off, and go on from the pieces that are verified. */
    BACK_OFF
}
