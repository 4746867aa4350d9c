package dev.godwit.node.finding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.dht.node.Id;
import dev.godwit.node.finding.record.PeerRecord;
import dev.godwit.node.finding.record.RecordPublisher;
import dev.godwit.node.home.Home;
import dev.godwit.node.home.RecordNumbers;
import dev.godwit.wire.identity.Identity;
import dev.godwit.wire.link.Addresses;
import dev.godwit.wire.link.Search;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DhtSearchTest {
    private final PrivateDht network;
    private final Identity identity = Identity.generate();
    private final Id key = Id.random(new SplittableRandom());

    @TempDir
    private Path directory;

    DhtSearchTest() throws IOException {
        this.network = PrivateDht.start();
    }

    @AfterEach
    void stopNetwork() {
        network.close();
    }

    /** What a search told. */
    private record Told(List<InetSocketAddress> found, CompletableFuture<String> remark) implements Search.Findings {
        Told() {
            this(Collections.synchronizedList(new ArrayList<>()), new CompletableFuture<>());
        }

        @Override
        public void found(InetSocketAddress address) {
            found.add(address);
        }

        @Override
        public void over(String why) {
            remark.complete(why);
        }
    }

    @Test
    void findsWhatAPeerSaysOfItself() {
        InetSocketAddress address = Addresses.parse("192.0.2.1:4000").orElseThrow();
        new RecordPublisher(network.first(), identity, new RecordNumbers(new Home(directory)), InstantSource.system())
                .publish(new PeerRecord(List.of(address)));
        Told told = run(DhtSearch.forPeer(() -> Optional.of(network.second()), identity.peerId()));
        assertThat(told.remark().join()).isEmpty();
        assertThat(told.found()).containsExactly(address);
    }

    @Test
    void findsWhoHasAnnouncedAKey() {
        network.first().announce(key, 4000, false, _ -> {}).join();
        Told told = run(DhtSearch.forKey(() -> Optional.of(network.second()), key));
        told.remark().join();
        assertThat(told.found()).contains(Addresses.parse("127.0.0.1:4000").orElseThrow());
    }

    /** Whoever is looked for may have started in the same moment. */
    @Test
    void asksOnceMoreWhenNobodyIsThere() {
        AtomicInteger asked = new AtomicInteger();
        InetSocketAddress address = Addresses.parse("192.0.2.1:4000").orElseThrow();
        Told told = run(new DhtSearch<>(
                "the DHT",
                () -> Optional.of(network.second()),
                (node, findings) -> {
                    int number = asked.incrementAndGet();
                    if (number == 2) {
                        findings.found(address);
                    }
                    return CompletableFuture.completedFuture("answer " + number);
                },
                answer -> answer));
        assertThat(told.remark().join()).isEqualTo("answer 2");
        assertThat(told.found()).containsExactly(address);
        assertThat(asked).hasValue(2);
    }

    @Test
    void saysThatNobodyIsThere() {
        assertThat(run(DhtSearch.forPeer(() -> Optional.of(network.second()), identity.peerId()))
                        .remark()
                        .join())
                .isEqualTo("it has published none");
        assertThat(run(DhtSearch.forKey(() -> Optional.of(network.second()), key))
                        .remark()
                        .join())
                .isEqualTo("nobody there has announced it");
        assertThat(run(DhtSearch.forKey(Optional::empty, key)).remark().join()).isEqualTo("it can not be used");
    }

    @Test
    void endsEvenWhenTheNodeCanNotBeOpened() {
        Told told = run(DhtSearch.forKey(
                () -> {
                    throw new UnsupportedOperationException("of the machine");
                },
                key));
        assertThat(told.remark().orTimeout(10, TimeUnit.SECONDS).join()).isEqualTo("it can not be used");
    }

    private static Told run(Search search) {
        Told told = new Told();
        search.begin(told);
        return told;
    }
}
