package dev.godwit.dht.engine;

/** Whether a node only asks. BEP 43. */
public enum ReadOnlyMode {
    /** While nobody can reach it. */
    AUTOMATIC,
    /** Always. */
    ALWAYS,
    /** Never: it is known to be reachable. */
    NEVER
}
