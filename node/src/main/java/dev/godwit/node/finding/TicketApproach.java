package dev.godwit.node.finding;

import dev.godwit.network.route.RouteRace;
import dev.godwit.network.route.Searches;
import dev.godwit.transfer.receive.Approach;
import dev.godwit.transfer.session.Handshake;
import dev.godwit.wire.identity.PeerId;
import dev.godwit.wire.message.MessageChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.Supplier;

/** To a sender whose identity is known: whoever proves it first. One thread. */
public final class TicketApproach implements Approach {
    private final Way way;
    private final PeerId peer;
    private final Supplier<Searches> searches;

    /**
     * The way to {@code peer}.
     *
     * @param searches where to look, anew for each connection
     */
    public TicketApproach(Way way, PeerId peer, Supplier<Searches> searches) {
        this.way = way;
        this.peer = peer;
        this.searches = searches;
    }

    @Override
    public MessageChannel connect() throws IOException {
        RouteRace<MessageChannel> race = way.race(this::attempt);
        Optional<MessageChannel> channel = race.run(searches.get(), () -> false);
        return channel.orElseThrow(() -> Verdict.onTicket(race.failures()).exception());
    }

    private MessageChannel attempt(InetSocketAddress address) throws IOException {
        return Handshake.greeted(way.dialer().dial(Optional.of(peer), address), way.silence(), way.cancellation());
    }
}
