package dev.godwit.transfer.progress;

import java.util.EnumMap;
import java.util.Map;

/**
 * Finds what limits a transfer: the activity that takes more than half of the streams' time since the last look. Not
 * thread-safe; reads no clock.
 */
public final class Bottleneck {
    private final Tally tally;
    private final Map<Activity, Long> before = new EnumMap<>(Activity.class);

    public Bottleneck(Tally tally) {
        this.tally = tally;
    }

    /** The label of what limits now; empty when nothing takes more than half. */
    public String look() {
        long total = 0;
        long most = 0;
        Activity limiting = Activity.NETWORK;
        for (Activity activity : Activity.values()) {
            long now = tally.nanosSpent(activity);
            Long earlier = before.put(activity, now);
            long spent = now - (earlier == null ? 0 : earlier);
            total += spent;
            if (spent > most) {
                most = spent;
                limiting = activity;
            }
        }
        return most * 2 > total ? limiting.label() : "";
    }
}
