package dev.godwit.transfer.progress;

import dev.godwit.transfer.event.Statistics;

/** Makes the statistics of a run from its counters. Pure. */
public final class Account {
    private static final double NANOS = 1e9;

    private final Tally tally;

    public Account(Tally tally) {
        this.tally = tally;
    }

    /** As the sender saw one session. */
    public Statistics ofSender(double seconds) {
        double source = seconds(Activity.SOURCE);
        double cpu = seconds(Activity.HASHING);
        double network = seconds(Activity.NETWORK);
        return new Statistics(
                seconds,
                tally.transferredBytes(),
                Statistics.UNKNOWN,
                tally.savedBytes(),
                Statistics.UNKNOWN,
                source,
                cpu,
                network,
                Statistics.UNKNOWN,
                dominant(source, cpu, network, 0));
    }

    /**
     * As the receiver saw the whole run, with what the sender told of its part.
     *
     * @param freshBytes content that was verified and kept in this run
     */
    public Statistics ofReceiver(double seconds, long freshBytes, int retries, SenderTimes sender) {
        double source = sender.sourceNanos / NANOS;
        double cpu = sender.cpuNanos / NANOS;
        double disk = seconds(Activity.DESTINATION);
        // Its own network time holds what the sender spent on its disk and processor.
        double network = Math.max(0, seconds(Activity.NETWORK) - source - cpu);
        return new Statistics(
                seconds,
                tally.transferredBytes(),
                Math.max(0, tally.transferredBytes() - freshBytes),
                tally.savedBytes(),
                retries,
                source,
                cpu,
                network,
                disk,
                // Processors of both sides work at the same time: the busier one counts.
                dominant(source, Math.max(cpu, seconds(Activity.HASHING)), network, disk));
    }

    /** What a sender says it spent on one session, in nanoseconds of all its streams. */
    public record SenderTimes(long sourceNanos, long cpuNanos, long networkNanos) {
        /** A sender that said nothing. */
        public static final SenderTimes UNKNOWN = new SenderTimes(0, 0, 0);
    }

    private double seconds(Activity activity) {
        return tally.nanosSpent(activity) / NANOS;
    }

    private static String dominant(double source, double cpu, double network, double disk) {
        double most = Math.max(Math.max(source, cpu), Math.max(network, disk));
        if (most <= 0) {
            return "";
        }
        if (most == source) {
            return Activity.SOURCE.label();
        }
        if (most == disk) {
            return Activity.DESTINATION.label();
        }
        return most == cpu ? Activity.HASHING.label() : Activity.NETWORK.label();
    }
}
