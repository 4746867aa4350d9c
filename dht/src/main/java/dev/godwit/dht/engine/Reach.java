package dev.godwit.dht.engine;

/** Whether others can reach this node. BEP 43. */
public enum Reach {
    /** Somebody asked whom it had not written to. */
    REACHED,
    /** Nobody did for a while, or it does not want to be asked: it only asks. */
    ONLY_ASKS,
    /** It answers, and nobody has asked so far. */
    UNKNOWN
}
