package dev.godwit.node.finding;

import dev.godwit.network.route.RouteRace;
import dev.godwit.network.route.RouteRace.Tried;
import dev.godwit.transfer.event.TransferEvent;
import dev.godwit.wire.link.Addresses;
import dev.godwit.wire.link.Cancellation;
import dev.godwit.wire.link.Dialer;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * What every approach to a peer needs.
 *
 * @param dialer connects
 * @param cancellation ends it
 * @param silence how long the peer may say nothing
 * @param events is told what was tried
 */
public record Way(Dialer dialer, Cancellation cancellation, Duration silence, Consumer<TransferEvent> events) {

    <T extends AutoCloseable> RouteRace<T> race(RouteRace.Attempt<T> attempt) {
        return new RouteRace<>(attempt, cancellation, tried -> events.accept(event(tried)));
    }

    private static TransferEvent event(Tried tried) {
        return switch (tried) {
            case Tried.Attempted it ->
                new TransferEvent.Tried(it.origin(), Addresses.text(it.address()), Verdict.reason(it.fault()));
            case Tried.Unfound it -> new TransferEvent.Tried(it.origin(), "", it.remark());
        };
    }
}
