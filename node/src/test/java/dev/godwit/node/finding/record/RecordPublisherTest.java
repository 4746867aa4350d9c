package dev.godwit.node.finding.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.dht.bencode.ByteString;
import dev.godwit.dht.item.Ed25519Key;
import dev.godwit.dht.item.MutableItem;
import dev.godwit.dht.record.RecordException;
import dev.godwit.dht.record.SignedRecord;
import dev.godwit.node.finding.PrivateDht;
import dev.godwit.node.home.Home;
import dev.godwit.node.home.RecordNumbers;
import dev.godwit.wire.identity.Identity;
import dev.godwit.wire.link.Addresses;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Records in a network of three nodes on loopback. */
@Timeout(60)
class RecordPublisherTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final PeerRecord FIRST = record("192.0.2.1:1");
    private static final PeerRecord SECOND = record("192.0.2.2:2");

    private final Identity identity = Identity.generate();
    private final PrivateDht network;

    @TempDir
    private Path directory;

    RecordPublisherTest() throws IOException {
        this.network = PrivateDht.start();
    }

    @AfterEach
    void stopNetwork() {
        network.close();
    }

    @Test
    void othersReadWhatIsPublishedLast() throws RecordException {
        RecordPublisher publisher = publisher("home", NOW);
        assertThat(publisher.publish(FIRST)).isTrue();
        assertThat(found()).isEqualTo(FIRST);
        assertThat(publisher.publish(SECOND)).isTrue();
        assertThat(found()).isEqualTo(SECOND);
    }

    @Test
    void aRestartWithTheClockSetBackGoesOnCounting() throws RecordException {
        publisher("home", NOW).publish(FIRST);
        assertThat(publisher("home", NOW.minus(Duration.ofDays(9))).publish(SECOND))
                .isTrue();
        assertThat(found()).isEqualTo(SECOND);
    }

    @Test
    void whereTheLastNumberIsLostTheNetworkKnowsIt() throws RecordException {
        publisher("home", NOW).publish(FIRST);
        assertThat(publisher("another home", NOW.minus(Duration.ofDays(9))).publish(SECOND))
                .isTrue();
        assertThat(found()).isEqualTo(SECOND);
    }

    private RecordPublisher publisher(String home, Instant now) {
        Home there = new Home(directory.resolve(home));
        return new RecordPublisher(network.first(), identity, new RecordNumbers(there), InstantSource.fixed(now));
    }

    private PeerRecord found() throws RecordException {
        Ed25519Key key = new Ed25519Key(ByteString.of(identity.peerId().bytes()));
        MutableItem item = network.second().get(key, ByteString.EMPTY).join().orElseThrow();
        return PeerRecord.of(SignedRecord.parse(item));
    }

    /** Fails when it is too long. */
    static MutableItem sign(PeerRecord record) {
        return SignedRecord.sign(new RecordPublisher.IdentitySigner(Identity.generate()), 1, record.entries());
    }

    private static PeerRecord record(String address) {
        return new PeerRecord(List.of(Addresses.parse(address).orElseThrow()));
    }
}
