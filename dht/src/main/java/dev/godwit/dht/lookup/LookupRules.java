package dev.godwit.dht.lookup;

/** The numbers of a look-up. */
public final class LookupRules {
    /** How many nodes hold a value, and end a look-up when none closer is left: k. BEP 5. */
    public static final int K = 8;

    /** So many end a look-up that found nothing: others may have stored while they knew fewer nodes than this one. */
    static final int WIDE_K = 2 * K;

    /** Queries on the way at once, late ones not counted (libtorrent {@code dht_search_branching}). */
    static final int ALPHA = 5;

    /** Contacts of one response that are looked at. BEP 5. */
    static final int NAMED_MAX = K;

    /** Contacts in memory; the farthest are forgotten first. */
    static final int CANDIDATES_MAX = 256;

    /** Queries in all: an attacker who always names somebody closer ends a look-up, he does not keep it going. */
    static final int QUERIES_MAX = 128;

    /** Of the contacts of one node, so many are asked at once: it can be wrong about all of them. */
    static final int IN_FLIGHT_PER_WITNESS = 2;

    /** After so many contacts of one node that were not there, and none that was, the others are not tried. */
    static final int LIES_MAX = 3;

    /** Nodes on which to store at most. */
    static final int STORES_MAX = 48;

    private LookupRules() {}
}
