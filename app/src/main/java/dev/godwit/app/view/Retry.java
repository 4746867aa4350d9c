package dev.godwit.app.view;

import dev.godwit.app.text.DurationText;
import dev.godwit.app.text.Escaped;
import dev.godwit.app.text.TicketMask;
import dev.godwit.transfer.event.TransferEvent.Waiting;

/** Says that a connection is tried again by itself. */
final class Retry {
    private static final double MILLIS_PER_SECOND = 1000;

    private Retry() {}

    /** Why, and when. */
    static String of(Waiting waiting) {
        String why = Escaped.text(TicketMask.of(waiting.fault().message()));
        String when = DurationText.spent(waiting.delay().toMillis() / MILLIS_PER_SECOND);
        return why + "; trying again in " + when + ".";
    }
}
