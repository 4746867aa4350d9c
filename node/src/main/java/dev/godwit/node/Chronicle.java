package dev.godwit.node;

import dev.godwit.node.home.KnownTransfer.Result;
import dev.godwit.node.home.KnownTransfer.Subject;
import dev.godwit.node.home.TransferHistory;
import dev.godwit.transfer.event.Problems;
import dev.godwit.transfer.event.TransferEvent;
import dev.godwit.transfer.event.TransferEvent.Outcome;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Learns from the events of one call what the history should say about its transfers. Safe on every thread. */
final class Chronicle {
    private final TransferHistory history;
    private final Clock clock;
    private final Map<String, String> routes = new ConcurrentHashMap<>();

    Chronicle(TransferHistory history, Clock clock) {
        this.history = history;
        this.clock = clock;
    }

    /** Something happened. */
    void note(TransferEvent event) {
        if (event instanceof TransferEvent.Connected connected) {
            routes.put(connected.peer(), connected.route());
        }
    }

    /** A transfer has ended: it is kept, unless nothing of it was wanted. */
    void ended(String id, Subject subject, TransferEvent.Done done, Problems problems) {
        if (done.outcome() != Outcome.PLANNED && done.outcome() != Outcome.UNSELECTED) {
            String route = routes.getOrDefault(done.peer(), "");
            history.add(id, subject, Result.of(done, route, problems), clock.instant());
        }
    }
}
