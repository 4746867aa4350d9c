package dev.godwit.transfer.progress;

/** What a stream's thread spends its time on. */
public enum Activity {
    /** Waiting for the peer, and encrypting or decrypting on the way. */
    NETWORK("network"),
    /** Reading the source. */
    SOURCE("source disk"),
    /** Writing to the destination. */
    DESTINATION("receiver disk"),
    /** Hashing. */
    HASHING("cpu");

    private final String label;

    Activity(String label) {
        this.label = label;
    }

    /** The words on the screen and in events. */
    public String label() {
        return label;
    }
}
