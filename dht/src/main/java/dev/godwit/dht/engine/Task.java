package dev.godwit.dht.engine;

import dev.godwit.dht.item.ImmutableItem;
import dev.godwit.dht.item.MutableItem;
import dev.godwit.dht.krpc.Request;
import dev.godwit.dht.krpc.Response;
import dev.godwit.dht.node.Id;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongConsumer;

/** A command that looks something up, on all sides at once, and perhaps stores something at the end. */
final class Task implements Search.Findings {
    /** More peers are not told: nobody connects to so many. */
    static final int PEERS_MAX = 2_000;

    private final long number;
    private final Command command;
    private final Node node;
    private final LongConsumer whenEnded;
    private final List<Search> searches = new ArrayList<>();
    private final Set<InetSocketAddress> peers = new HashSet<>();
    private OptionalLong newest = OptionalLong.empty();
    private int running;
    private boolean ended;

    Task(long number, Command command, Node node, LongConsumer whenEnded) {
        this.number = number;
        this.command = command;
        this.node = node;
        this.whenEnded = whenEnded;
    }

    /**
     * Begins with what this node keeps itself: nobody else may have it in a small network.
     *
     * @param own what it would answer to others
     */
    void start(Id target, Response own, Instant now) {
        answered(own, now);
        if (!ended) {
            searchAllSides(target, now);
        }
    }

    private void searchAllSides(Id target, Instant now) {
        Request request = switch (command) {
            case Command.FindNodes _ -> new Request.FindNode(target, Set.of());
            case Command.FindPeers _, Command.Announce _ -> new Request.GetPeers(target, Set.of(), false, false);
            case Command.GetMutable _, Command.GetImmutable _, Command.Put _, Command.Ping _ ->
                new Request.Get(target, OptionalLong.empty(), Set.of());
        };
        for (Side side : node.sides()) {
            searches.add(new Search(node, side, target, request, this));
        }
        running = searches.size();
        List.copyOf(searches).forEach(search -> search.start(now));
    }

    /** Ends without an outcome. */
    void cancel() {
        searches.forEach(Search::cancel);
    }

    @Override
    public void answered(Response response, Instant now) {
        switch (command) {
            case Command.FindPeers _, Command.Announce _ -> tellPeers(response.peers());
            case Command.GetMutable get ->
                response.item()
                        .flatMap(fields -> fields.mutable(get.key(), get.salt()))
                        .ifPresent(this::tellIfNewer);
            case Command.GetImmutable get ->
                response.item()
                        .flatMap(fields -> fields.immutable())
                        .filter(item -> item.target().equals(get.target()))
                        .ifPresent(this::end);
            case Command.Put put
            when put.item() instanceof MutableItem item ->
                response.item()
                        .flatMap(fields -> fields.mutable(item.key(), item.salt()))
                        .filter(other -> other.sequence() > item.sequence())
                        .ifPresent(this::tellIfNewer);
            case Command.Put _, Command.FindNodes _, Command.Ping _ -> {}
        }
    }

    private void tellPeers(List<InetSocketAddress> found) {
        List<InetSocketAddress> fresh = found.stream()
                .filter(peer -> node.rules().accepts(peer) && peers.size() < PEERS_MAX && peers.add(peer))
                .toList();
        if (!fresh.isEmpty()) {
            node.emit(new Output.PeersFound(number, fresh));
        }
    }

    /** The signature is looked at last, and only of what would be told. */
    private void tellIfNewer(MutableItem item) {
        boolean newer = newest.isEmpty() || item.sequence() > newest.getAsLong();
        if (newer && node.verifier().isValid(item)) {
            newest = OptionalLong.of(item.sequence());
            node.emit(new Output.ItemFound(number, item));
        }
    }

    /** There is only one value with this hash: nothing is left to look for. */
    private void end(ImmutableItem item) {
        node.emit(new Output.ItemFound(number, item));
        cancel();
        finish(new Storing(answers()).outcome());
    }

    private int answers() {
        return searches.stream().mapToInt(Search::answers).sum();
    }

    @Override
    public boolean wantsMore() {
        return switch (command) {
            case Command.FindPeers _ -> peers.isEmpty();
            case Command.GetMutable _, Command.GetImmutable _ -> newest.isEmpty();
            case Command.FindNodes _, Command.Announce _, Command.Put _, Command.Ping _ -> false;
        };
    }

    @Override
    public void finished(Search search, Instant now) {
        running--;
        if (running > 0) {
            return;
        }
        Storing storing = new Storing(answers());
        switch (command) {
            case Command.Announce announce -> searches.forEach(each -> storing.announce(node, each, announce, now));
            case Command.Put put -> searches.forEach(each -> storing.put(node, each, put, now));
            case Command.FindNodes _,
                    Command.FindPeers _,
                    Command.GetMutable _,
                    Command.GetImmutable _,
                    Command.Ping _ -> {}
        }
        storing.whenSettled(this::finish);
    }

    private void finish(Outcome outcome) {
        ended = true;
        node.emit(new Output.Finished(number, outcome));
        whenEnded.accept(number);
    }
}
