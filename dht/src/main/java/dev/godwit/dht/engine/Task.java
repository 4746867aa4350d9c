package dev.godwit.dht.engine;

import dev.godwit.dht.item.ImmutableItem;
import dev.godwit.dht.item.MutableItem;
import dev.godwit.dht.krpc.Request;
import dev.godwit.dht.krpc.Response;
import dev.godwit.dht.node.Id;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongConsumer;

/** A command that looks something up, on all sides at once, and perhaps stores something at the end. */
final class Task implements Search.Findings {
    /** More peers are not told: nobody connects to so many. */
    static final int PEERS_MAX = 2_000;

    /** Of the peers that one node names, the others are told last: one that invents them must not hide those of the rest. */
    static final int PEERS_AT_ONCE = 4;

    private final long number;
    private final Command command;
    private final Node node;
    private final LongConsumer whenEnded;
    private final List<Search> searches = new ArrayList<>();
    private final List<Search> soundings = new ArrayList<>();
    private final Set<InetSocketAddress> peers = new HashSet<>();
    private final Deque<Deque<InetSocketAddress>> morePeers = new ArrayDeque<>();
    private OptionalLong newest = OptionalLong.empty();
    private int running;
    private boolean isConfirmed;
    private boolean hasReached;
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
            if (stores() && side.sizeEstimate().nodes().isEmpty()) {
                Id elsewhere = Id.random(node.random());
                soundings.add(
                        new Search(node, side, elsewhere, new Request.FindNode(elsewhere, Set.of()), new Sounding()));
            }
        }
        running = searches.size() + soundings.size();
        List.copyOf(searches).forEach(search -> search.start(now));
        soundings.forEach(search -> search.start(now));
    }

    private boolean stores() {
        return command instanceof Command.Announce || command instanceof Command.Put;
    }

    /** Ends without an outcome. */
    void cancel() {
        searches.forEach(Search::cancel);
        soundings.forEach(Search::cancel);
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
        Deque<InetSocketAddress> acceptable = new ArrayDeque<>();
        found.stream().distinct().filter(node.rules()::accepts).forEach(acceptable::add);
        List<InetSocketAddress> fresh = new ArrayList<>();
        while (fresh.size() < PEERS_AT_ONCE && !acceptable.isEmpty()) {
            addIfFresh(acceptable.remove(), fresh);
        }
        emit(fresh);
        if (!acceptable.isEmpty()) {
            morePeers.add(acceptable);
        }
    }

    /** Tells what was kept back, one of each node in turn. */
    private void tellMorePeers() {
        List<InetSocketAddress> fresh = new ArrayList<>();
        while (!morePeers.isEmpty()) {
            Deque<InetSocketAddress> next = morePeers.remove();
            addIfFresh(next.remove(), fresh);
            if (!next.isEmpty()) {
                morePeers.add(next);
            }
        }
        emit(fresh);
    }

    private void addIfFresh(InetSocketAddress peer, List<InetSocketAddress> fresh) {
        if (peers.contains(peer)) {
            isConfirmed = true;
        } else if (peers.size() < PEERS_MAX) {
            peers.add(peer);
            fresh.add(peer);
        }
    }

    private void emit(List<InetSocketAddress> fresh) {
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
            // An announcement is stored on several nodes: a peer that only one names may be invented.
            case Command.FindPeers _ -> !isConfirmed;
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
        List<Search> narrow = stores() && !hasReached
                ? searches.stream().filter(Search::isNarrow).toList()
                : List.of();
        hasReached = true;
        running = narrow.size();
        narrow.forEach(each -> each.reach(now));
        if (narrow.isEmpty()) {
            conclude(now);
        }
    }

    private void conclude(Instant now) {
        tellMorePeers();
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

    /**
     * A look-up for somewhere else, beside one that stores while nobody knows how large the network is: nodes that crowd around
     * the target cannot know of it.
     */
    private final class Sounding implements Search.Findings {
        @Override
        public void answered(Response response, Instant now) {}

        @Override
        public boolean wantsMore() {
            return false;
        }

        @Override
        public void finished(Search search, Instant now) {
            Task.this.finished(search, now);
        }
    }
}
