package dev.godwit.dht.lookup;

/** A node that named others, and whether those were there. */
final class Witness {
    private int inFlight;
    private int right;
    private int wrong;

    /** Whether another of its contacts may be asked now. */
    boolean mayBeFollowed() {
        return inFlight < LookupRules.IN_FLIGHT_PER_WITNESS || right > wrong;
    }

    boolean isBelieved() {
        return right > 0 || wrong < LookupRules.LIES_MAX;
    }

    void asked() {
        inFlight++;
    }

    void settled() {
        inFlight--;
    }

    void wasRight() {
        right++;
    }

    void wasWrong() {
        wrong++;
    }
}
