package dev.godwit.app.view;

import dev.godwit.app.text.ByteSize;
import dev.godwit.app.text.Escaped;
import dev.godwit.transfer.event.TransferEvent.Plan;
import dev.godwit.transfer.event.TransferEvent.Planned;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** What a dry run says: a line for each entry, and what they add up to. */
final class Plans {
    private final Map<Plan, Long> entries = new EnumMap<>(Plan.class);
    private long bytes;

    /** {@code receive    300.0 kB  photos/1.jpg}, and it is counted. */
    String line(Planned planned) {
        entries.merge(planned.plan(), 1L, Long::sum);
        bytes += planned.plan() == Plan.RECEIVE ? Math.max(0, planned.bytes()) : 0;
        String size = planned.bytes() < 0 ? "?" : ByteSize.of(planned.bytes());
        return String.format(Locale.ROOT, "%-8s %9s  %s", word(planned.plan()), size, Escaped.text(planned.path()));
    }

    private static String word(Plan plan) {
        return switch (plan) {
            case RECEIVE -> "receive";
            case COMPARE -> "compare";
            case CONFLICT -> "conflict";
        };
    }

    /** All of them in a sentence. */
    String sum() {
        return String.format(
                Locale.ROOT,
                "Dry run: %,d to receive (%s), %,d to compare, %,d in conflict; nothing was changed",
                count(Plan.RECEIVE),
                ByteSize.of(bytes),
                count(Plan.COMPARE),
                count(Plan.CONFLICT));
    }

    private long count(Plan plan) {
        return entries.getOrDefault(plan, 0L);
    }
}
