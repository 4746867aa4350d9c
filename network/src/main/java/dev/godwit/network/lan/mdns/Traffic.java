package dev.godwit.network.lan.mdns;

/** What went over all links since the start; belongs to the thread of the links. */
public final class Traffic {
    private long queriesSent;
    private long responsesSent;
    private long queriesHeard;
    private long responsesHeard;
    private long ignored;

    /** So far. */
    public Counts counts() {
        return new Counts(queriesSent, responsesSent, queriesHeard, responsesHeard, ignored);
    }

    /**
     * Numbers of datagrams; our own, which the system gives back to us, count as heard too.
     *
     * @param ignored those that were no message, or came from elsewhere than the link
     */
    public record Counts(long queriesSent, long responsesSent, long queriesHeard, long responsesHeard, long ignored) {}

    void sentQuery() {
        queriesSent++;
    }

    void sentResponse() {
        responsesSent++;
    }

    void heardQuery() {
        queriesHeard++;
    }

    void heardResponse() {
        responsesHeard++;
    }

    void ignore() {
        ignored++;
    }
}
