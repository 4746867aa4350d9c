package dev.godwit.node.finding;

import dev.godwit.dht.Dht;
import dev.godwit.dht.bencode.ByteString;
import dev.godwit.dht.engine.Outcome;
import dev.godwit.dht.item.Ed25519Key;
import dev.godwit.dht.item.MutableItem;
import dev.godwit.dht.node.Id;
import dev.godwit.dht.record.RecordException;
import dev.godwit.dht.record.SignedRecord;
import dev.godwit.node.finding.record.PeerRecord;
import dev.godwit.wire.identity.PeerId;
import dev.godwit.wire.link.Search;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks for somebody in the DHT.
 *
 * @param origin where exactly, in words
 * @param dht the node, started by the first who asks; empty when there is none
 * @param question what it is asked
 * @param remark what its last answer means when nobody was found
 * @param <T> its last answer
 */
record DhtSearch<T>(String origin, Supplier<Optional<Dht>> dht, Question<T> question, Function<T, String> remark)
        implements Search {

    private static final Duration AGAIN = Duration.ofSeconds(1);

    /**
     * Something to find out.
     *
     * @param <T> what is known in the end
     */
    @FunctionalInterface
    interface Question<T> {
        /** Asks; what comes on the way is told at once. */
        CompletableFuture<T> ask(Dht dht, Findings findings);
    }

    /** For who has announced a key. BEP 5. */
    static Search forKey(Supplier<Optional<Dht>> dht, Id key) {
        return new DhtSearch<Outcome>(
                "the DHT",
                dht,
                (node, findings) -> node.peers(key, findings::found),
                outcome -> outcome.answers() == 0 ? "no node of it answers" : "nobody there has announced it");
    }

    /** For what a peer says of itself. BEP 44. */
    static Search forPeer(Supplier<Optional<Dht>> dht, PeerId peer) {
        Ed25519Key key = new Ed25519Key(ByteString.of(peer.bytes()));
        return new DhtSearch<Optional<MutableItem>>(
                "its record in the DHT",
                dht,
                (node, findings) -> node.get(key, ByteString.EMPTY, item -> tell(item, findings)),
                newest -> newest.isEmpty() ? "it has published none" : "");
    }

    private static void tell(MutableItem item, Findings findings) {
        try {
            PeerRecord.of(SignedRecord.parse(item)).addresses().forEach(findings::found);
        } catch (RecordException e) {
            // The holder of this key has stored something else.
        }
    }

    @Override
    public Running begin(Findings findings) {
        Questions questions = new Questions(findings);
        Thread.ofVirtual().name("dht-search").start(() -> {
            String said = "it can not be used";
            try {
                said = questions.run();
            } finally {
                // Whatever happens: a race waits for the end of each search.
                findings.over(said);
            }
        });
        return questions::close;
    }

    /** The questions of one search. */
    private final class Questions implements Findings {
        private final Findings findings;
        private final CountDownLatch closed = new CountDownLatch(1);
        private volatile boolean isAnybodyFound;
        private volatile @Nullable CompletableFuture<T> running;

        Questions(Findings findings) {
            this.findings = findings;
        }

        @Override
        public void found(InetSocketAddress address) {
            isAnybodyFound = true;
            findings.found(address);
        }

        @Override
        public void found(String source, InetSocketAddress address) {
            isAnybodyFound = true;
            findings.found(source, address);
        }

        @Override
        public void over(String why) {
            findings.over(why);
        }

        /** Who is looked for may be storing it right now: nobody found is a reason to ask once more. */
        String run() {
            Optional<Dht> node = dht.get();
            if (node.isEmpty()) {
                return "it can not be used";
            }
            String said = ask(node.get());
            return isAnybodyFound || isClosedWithin(AGAIN) ? said : ask(node.get());
        }

        private String ask(Dht node) {
            CompletableFuture<T> answer = question.ask(node, this);
            running = answer;
            try {
                return remark.apply(answer.join());
            } catch (CancellationException | CompletionException e) {
                return "the search was given up";
            }
        }

        private boolean isClosedWithin(Duration pause) {
            try {
                return closed.await(pause.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return true;
            }
        }

        void close() {
            closed.countDown();
            CompletableFuture<T> answer = running;
            if (answer != null) {
                answer.cancel(true);
            }
        }
    }
}
