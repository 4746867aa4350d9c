package dev.godwit.dht.engine;

import dev.godwit.dht.bencode.ByteString;
import dev.godwit.dht.krpc.Message;
import dev.godwit.dht.krpc.Request;
import dev.godwit.dht.lookup.Responder;
import dev.godwit.dht.rpc.CallListener;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** The end of a task that stores: asks all holders at once, and counts what they say. Overdue ones are not waited for. */
final class Storing {
    private final int answers;
    private final Map<Integer, Integer> refusals = new HashMap<>();
    private int holders;
    private int open;
    private int stored;
    private Consumer<Outcome> settled = _ -> {};

    Storing(int answers) {
        this.answers = answers;
    }

    Outcome outcome() {
        return new Outcome(answers, holders, stored, refusals);
    }

    void announce(Node node, Search search, Command.Announce announce, Instant now) {
        store(
                node,
                search,
                token -> new Request.AnnouncePeer(
                        announce.infoHash(), announce.port(), announce.impliedPort(), token, announce.seed()),
                now);
    }

    void put(Node node, Search search, Command.Put put, Instant now) {
        store(node, search, token -> new Request.Put(put.item(), token, put.expected()), now);
    }

    private void store(Node node, Search search, Function<ByteString, Request> request, Instant now) {
        for (Responder holder : search.holders()) {
            holder.token().ifPresent(token -> {
                holders++;
                open++;
                node.ask(search.side(), holder.contact().address(), request.apply(token), new Receipt(), now);
            });
        }
    }

    /** Calls {@code listener} once, when nothing is open any more. */
    void whenSettled(Consumer<Outcome> listener) {
        settled = listener;
        settleIfDone();
    }

    private void settleIfDone() {
        if (open == 0) {
            Consumer<Outcome> listener = settled;
            settled = _ -> {};
            listener.accept(outcome());
        }
    }

    private final class Receipt implements CallListener {
        private boolean closed;

        @Override
        public void answered(Message.Reply reply, Instant now) {
            stored++;
            close();
        }

        @Override
        public void refused(Message.Failure failure, Instant now) {
            refusals.merge(failure.code(), 1, Integer::sum);
            close();
        }

        @Override
        public void overdue(Instant now) {
            close();
        }

        @Override
        public void lost(Instant now) {
            close();
        }

        private void close() {
            if (!closed) {
                closed = true;
                open--;
                settleIfDone();
            }
        }
    }
}
