package dev.godwit.dht.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.dht.bencode.BencodeValue;
import dev.godwit.dht.bencode.ByteString;
import dev.godwit.dht.item.ImmutableItem;
import dev.godwit.dht.item.ItemVerifier;
import dev.godwit.dht.item.KeyPairSigner;
import dev.godwit.dht.item.MutableItem;
import dev.godwit.dht.item.Signer;
import dev.godwit.dht.krpc.ErrorCode;
import dev.godwit.dht.node.AddressRules;
import dev.godwit.dht.node.Family;
import dev.godwit.dht.node.Id;
import dev.godwit.testkit.Seed;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is kept for others, for how long, and what is not. */
class StorageTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final InetSocketAddress ALICE = at("8.8.8.8", 1);
    private static final InetSocketAddress BOB = at("9.9.9.9", 1);
    private static final OptionalLong ANY = OptionalLong.empty();
    private static final StorageLimits SMALL =
            new StorageLimits(3, 2, 3, 2, Duration.ofMinutes(45), Duration.ofHours(2));

    private final SplittableRandom random = Seed.announce("StorageTest").random();
    private final Tokens tokens = new Tokens(random, NOW);
    private final PeerStore peers = new PeerStore(SMALL, AddressRules.PUBLIC, random);
    private final ItemStore items = new ItemStore(SMALL, new ItemVerifier());
    private final Signer signer = KeyPairSigner.generate();

    @Test
    void tokensAreBoundToAddressAndTargetButNotToThePort() {
        Id target = Id.random(random);
        ByteString token = tokens.issue(ALICE, target, NOW);
        assertThat(tokens.accepts(token, ALICE, target, NOW)).isTrue();
        assertThat(tokens.accepts(token, at("8.8.8.8", 2), target, NOW)).isTrue();
        assertThat(tokens.accepts(token, BOB, target, NOW)).isFalse();
        assertThat(tokens.accepts(token, ALICE, Id.random(random), NOW)).isFalse();
        assertThat(tokens.accepts(ByteString.EMPTY, ALICE, target, NOW)).isFalse();
    }

    @Test
    void tokensLastFiveToTenMinutes() {
        Id target = Id.random(random);
        ByteString token = tokens.issue(ALICE, target, NOW);
        assertThat(tokens.accepts(token, ALICE, target, NOW.plusSeconds(299))).isTrue();
        assertThat(tokens.accepts(token, ALICE, target, NOW.plusSeconds(301))).isTrue();
        assertThat(tokens.accepts(token, ALICE, target, NOW.plusSeconds(602))).isFalse();
        ByteString later = tokens.issue(ALICE, target, NOW.plusSeconds(602));
        assertThat(tokens.accepts(later, ALICE, target, NOW.plusSeconds(3600))).isFalse();
    }

    @Test
    void peersExpireUnlessTheyAnnounceAgain() {
        Id hash = Id.random(random);
        peers.add(hash, ALICE, false, NOW);
        peers.add(hash, BOB, true, NOW);
        peers.add(hash, BOB, true, NOW.plusSeconds(1_800));
        peers.expire(NOW.plusSeconds(46 * 60));
        assertThat(peers.peers(hash, Family.IPV4, false, 9)).containsExactly(BOB);
        assertThat(peers.peers(hash, Family.IPV4, true, 9)).isEmpty();
        assertThat(peers.scrape(hash).seeds().estimate()).isBetween(0.9, 1.1);
        peers.expire(NOW.plusSeconds(7_200));
        assertThat(peers.size()).isZero();
    }

    @Test
    void h7InfoHashesChosenByAnAttackerDoNotFillTheStore() {
        assertThat(peers.add(Id.random(random), ALICE, false, NOW)).isTrue();
        Id known = Id.random(random);
        assertThat(peers.add(known, ALICE, false, NOW)).isTrue();
        assertThat(peers.add(Id.random(random), ALICE, false, NOW))
                .as("his share")
                .isFalse();
        assertThat(peers.add(Id.random(random), BOB, false, NOW)).isTrue();
        assertThat(peers.add(Id.random(random), at("7.7.7.7", 1), false, NOW))
                .as("full")
                .isFalse();
        assertThat(peers.hasRoom(Id.random(random), at("7.7.7.7", 1))).isFalse();
        assertThat(peers.add(known, at("7.7.7.7", 1), false, NOW))
                .as("already there")
                .isTrue();
        peers.expire(NOW.plusSeconds(7_200));
        assertThat(peers.hasRoom(Id.random(random), ALICE))
                .as("share given back")
                .isTrue();
    }

    @Test
    void h7PeersOfOneInfoHashAreCapped() {
        Id hash = Id.random(random);
        for (int i = 1; i <= 9; i++) {
            peers.add(hash, at("8.8.4." + i, 1), false, NOW.plusSeconds(i));
        }
        assertThat(peers.peers(hash, Family.IPV4, false, 9))
                .containsExactlyInAnyOrder(at("8.8.4.8", 1), at("8.8.4.9", 1));
    }

    /** 500 ports cost nothing, nor do the addresses of a /64. */
    @Test
    void h7OneOriginDoesNotPushOutAllOthers() {
        PeerStore usual = new PeerStore(StorageLimits.USUAL, AddressRules.PUBLIC, random);
        Id hash = Id.random(random);
        InetSocketAddress six = at("2a00:1:2:4::1", 1);
        usual.add(hash, ALICE, false, NOW);
        usual.add(hash, six, false, NOW);
        for (int port = 1; port <= 600; port++) {
            usual.add(hash, at("9.9.9.9", port), false, NOW);
            usual.add(hash, at("2a00:1:2:3::" + Integer.toHexString(port), port), false, NOW);
        }
        assertThat(usual.peers(hash, Family.IPV4, false, 999))
                .hasSize(1 + PeerStore.PEERS_PER_ORIGIN)
                .contains(ALICE, at("9.9.9.9", 600));
        assertThat(usual.peers(hash, Family.IPV6, false, 999))
                .hasSize(1 + PeerStore.PEERS_PER_ORIGIN)
                .contains(six);
    }

    @Test
    void h7AllAddressesOfABlockOfIpv6HaveOneShare() {
        for (int i = 1; i <= 2; i++) {
            assertThat(peers.add(Id.random(random), at("2a00:1:2:3::" + i, 1), false, NOW))
                    .isTrue();
        }
        assertThat(peers.add(Id.random(random), at("2a00:1:2:3::9", 1), false, NOW))
                .isFalse();
        assertThat(peers.add(Id.random(random), at("2a00:1:2:4::9", 1), false, NOW))
                .isTrue();
    }

    @Test
    void samplesNameWhatIsStored() {
        Id hash = Id.random(random);
        peers.add(hash, ALICE, false, NOW);
        assertThat(peers.samples().infoHashes()).containsExactly(hash);
        assertThat(peers.samples().total()).isEqualTo(1);
    }

    @Test
    void anItemIsReplacedByANewerOneOnly() {
        MutableItem second = signed(2, "b");
        assertThat(put(second, ANY)).isNull();
        assertThat(put(second, ANY)).as("stored again").isNull();
        assertThat(put(signed(1, "a"), ANY)).isEqualTo(ErrorCode.SEQUENCE_TOO_OLD);
        assertThat(put(signed(2, "other"), ANY)).isEqualTo(ErrorCode.SEQUENCE_TOO_OLD);
        assertThat(put(signed(3, "c"), OptionalLong.of(1))).isEqualTo(ErrorCode.CAS_MISMATCH);
        assertThat(put(signed(3, "c"), OptionalLong.of(2))).isNull();
        assertThat(items.get(second.target())).contains(signed(3, "c"));
    }

    @Test
    void forgedItemsAreRefused() {
        MutableItem item = signed(1, "a");
        MutableItem forged = new MutableItem(item.key(), item.salt(), 2, item.value(), item.signature());
        assertThat(put(forged, ANY)).isEqualTo(ErrorCode.INVALID_SIGNATURE);
        assertThat(items.size()).isZero();
    }

    @Test
    void itemsExpireAndH7AreCapped() {
        assertThat(items.put(immutable("a"), ANY, AddressRules.PUBLIC.origin(ALICE), NOW))
                .isEmpty();
        assertThat(items.put(immutable("b"), ANY, AddressRules.PUBLIC.origin(ALICE), NOW))
                .isEmpty();
        assertThat(items.put(immutable("c"), ANY, AddressRules.PUBLIC.origin(ALICE), NOW))
                .contains(ErrorCode.SERVER);
        assertThat(items.put(immutable("c"), ANY, AddressRules.PUBLIC.origin(BOB), NOW))
                .isEmpty();
        assertThat(items.put(immutable("d"), ANY, AddressRules.PUBLIC.origin(BOB), NOW))
                .contains(ErrorCode.SERVER);
        items.expire(NOW.plusSeconds(7_201));
        assertThat(items.size()).isZero();
        assertThat(items.put(immutable("d"), ANY, AddressRules.PUBLIC.origin(ALICE), NOW))
                .isEmpty();
    }

    private @Nullable ErrorCode put(MutableItem item, OptionalLong expected) {
        return items.put(item, expected, ALICE.getAddress(), NOW).orElse(null);
    }

    private MutableItem signed(long sequence, String value) {
        return MutableItem.sign(signer, ByteString.EMPTY, sequence, ByteString.of(value));
    }

    private static ImmutableItem immutable(String text) {
        BencodeValue value = ByteString.of(text);
        return new ImmutableItem(value);
    }

    private static InetSocketAddress at(String address, int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(address), port);
    }
}
