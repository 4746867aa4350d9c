package dev.godwit.node.finding;

import dev.godwit.network.route.RouteRace;
import dev.godwit.network.route.Searches;
import dev.godwit.transfer.event.TransferEvent;
import dev.godwit.transfer.pairing.CodeClaim;
import dev.godwit.transfer.receive.Approach;
import dev.godwit.wire.fault.FaultException;
import dev.godwit.wire.fault.RetryRule;
import dev.godwit.wire.identity.PeerId;
import dev.godwit.wire.message.MessageChannel;
import dev.godwit.wire.ticket.Capability;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** To a sender of whom only a code is known: whoever proves the code first. One thread, once. */
public final class CodeApproach {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** However little patience there is, whoever is there has time to be found. */
    private static final Duration LOOK_MIN = Duration.ofSeconds(5);

    private final Way way;
    private final CodeClaim claim;
    private final Supplier<Searches> searches;

    /**
     * The way to whoever offers the code.
     *
     * @param searches where to look, anew for each try
     */
    public CodeApproach(Way way, CodeClaim claim, Supplier<Searches> searches) {
        this.way = way;
        this.claim = claim;
        this.searches = searches;
    }

    /**
     * A proven code.
     *
     * @param channel to the sender; OPEN comes next on it
     * @param capability what the code gives access to
     */
    public record Claimed(MessageChannel channel, Capability capability) implements AutoCloseable {
        /** The sender. */
        public PeerId peer() {
            return channel.stream().peer();
        }

        /** An approach that begins with this channel and goes on with {@code again}. */
        public Approach first(Approach again) {
            AtomicBoolean isUsed = new AtomicBoolean();
            return () -> isUsed.getAndSet(true) ? again.connect() : channel;
        }

        /** Where it was. */
        public InetSocketAddress address() {
            return channel.stream().route().remote();
        }

        @Override
        public void close() {
            channel.close();
        }
    }

    /**
     * Looks until somebody proves the code, or {@code patience} is over; but not while people compare words.
     *
     * @throws FaultException code void also when its proof was shown in vain too often
     */
    public Claimed claim(Duration patience) throws FaultException {
        long startNanos = System.nanoTime();
        Duration look = patience.compareTo(LOOK_MIN) > 0 ? patience : LOOK_MIN;
        while (true) {
            claim.check();
            try {
                return claimOnce(startNanos + look.toNanos());
            } catch (FaultException e) {
                // A race without time finds nothing, and would say less than this one.
                boolean isOver = System.nanoTime() + PAUSE.toNanos() - startNanos >= patience.toNanos();
                if (isOver || e.fault().code().retryRule() != RetryRule.BACK_OFF) {
                    throw e;
                }
                way.events().accept(new TransferEvent.Waiting(e.fault(), PAUSE));
                way.cancellation().sleep(PAUSE);
            }
        }
    }

    private Claimed claimOnce(long endNanos) throws FaultException {
        try (Asking asking = new Asking(way, claim)) {
            RouteRace<Claimed> race = way.race(asking);
            Optional<Claimed> claimed =
                    race.run(searches.get(), () -> System.nanoTime() - endNanos >= 0 && !asking.isConfirmed());
            return claimed.orElseThrow(() -> Verdict.onCode(race.failures()).exception());
        }
    }
}
