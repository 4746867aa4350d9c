package dev.godwit.node.finding;

import dev.godwit.network.route.RouteRace;
import dev.godwit.network.route.Searches;
import dev.godwit.transfer.event.TransferEvent;
import dev.godwit.transfer.pairing.CodeClaim;
import dev.godwit.transfer.receive.Approach;
import dev.godwit.transfer.session.Handshake;
import dev.godwit.wire.fault.FaultException;
import dev.godwit.wire.fault.RetryRule;
import dev.godwit.wire.identity.PeerId;
import dev.godwit.wire.link.ByteStream;
import dev.godwit.wire.message.MessageChannel;
import dev.godwit.wire.ticket.Capability;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
     * Looks until somebody proves the code, or {@code patience} is over: then who was found may still prove it, and nobody else
     * is looked for.
     */
    public Claimed claim(Duration patience) throws FaultException {
        long startNanos = System.nanoTime();
        Duration look = patience.compareTo(LOOK_MIN) > 0 ? patience : LOOK_MIN;
        while (true) {
            try {
                return claimOnce(look.minusNanos(System.nanoTime() - startNanos));
            } catch (FaultException e) {
                boolean isOver = System.nanoTime() - startNanos + PAUSE.toNanos() >= patience.toNanos();
                if (isOver || e.fault().code().retryRule() != RetryRule.BACK_OFF) {
                    throw e;
                }
                way.events().accept(new TransferEvent.Waiting(e.fault(), PAUSE));
                way.cancellation().sleep(PAUSE);
            }
        }
    }

    private Claimed claimOnce(Duration atMost) throws FaultException {
        // One try with each peer, however many ways lead to it: a wrong word must not count twice.
        Set<PeerId> asked = ConcurrentHashMap.newKeySet();
        RouteRace<Claimed> race = way.race(address -> attempt(address, asked));
        Optional<Claimed> claimed = race.run(searches.get(), atMost);
        return claimed.orElseThrow(() -> Verdict.onCode(race.failures()).exception());
    }

    private Claimed attempt(InetSocketAddress address, Set<PeerId> asked) throws IOException {
        ByteStream stream = way.dialer().dial(Optional.empty(), address);
        if (!asked.add(stream.peer())) {
            stream.close();
            throw new RouteRace.RedundantException();
        }
        MessageChannel channel = Handshake.greeted(stream, way.silence(), way.cancellation());
        try {
            return new Claimed(channel, claim.over(channel));
        } catch (FaultException e) {
            if (e.fault().code().retryRule() == RetryRule.BACK_OFF) {
                // Broken before it was told right or wrong.
                asked.remove(stream.peer());
            }
            channel.fail(e.fault());
            throw e;
        }
    }
}
