package dev.godwit.network.lan.link;

/** What becomes of an interface, or why nothing does. */
public enum LinkUse {
    ANSWERING("announces and searches"),
    SEARCHING("searches only, since UDP port 5353 can not be shared"),
    DOWN("it is down"),
    LOOPBACK("it reaches this machine only, and was not asked for"),
    NO_MULTICAST("it can not do multicast"),
    NO_ADDRESS("it has no address"),
    NOT_ASKED_FOR("it has none of the addresses asked for"),
    FAILED("no socket can be opened on it");

    private final String sentence;

    LinkUse(String sentence) {
        this.sentence = sentence;
    }

    /** The same for a person. */
    public String sentence() {
        return sentence;
    }

    /** Whether queries and answers travel there. */
    public boolean isUsed() {
        return this == ANSWERING || this == SEARCHING;
    }
}
