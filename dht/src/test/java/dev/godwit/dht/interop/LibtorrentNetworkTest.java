package dev.godwit.dht.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.dht.BootstrapNode;
import dev.godwit.dht.Dht;
import dev.godwit.dht.DhtSettings;
import dev.godwit.dht.UdpPort;
import dev.godwit.dht.bencode.BencodeValue;
import dev.godwit.dht.bencode.ByteString;
import dev.godwit.dht.engine.Outcome;
import dev.godwit.dht.item.Ed25519Key;
import dev.godwit.dht.item.ImmutableItem;
import dev.godwit.dht.item.KeyPairSigner;
import dev.godwit.dht.item.MutableItem;
import dev.godwit.dht.item.Signer;
import dev.godwit.dht.node.Family;
import dev.godwit.dht.node.Id;
import dev.godwit.testkit.Seed;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Our node in a network of libtorrent 2.0: each side finds what the other stored. */
@Timeout(120)
class LibtorrentNetworkTest {
    /** BEP 44's test key: libtorrent's Python cannot make one. */
    private static final String SECRET = "e06d3183d14159228433ed599221b80bd0a5ce8352e4bdf0262f76786ef1c74d"
            + "b7e7a9fea2c0eb269d61e3b38e450a22e754941ac78479d6c54e1faf6037881d";

    private static final String KEY = "77ff84905a91936367c01360803104f92432fcd904a43511876df5cdf3e7e548";
    private static final ByteString VALUE = ByteString.of("Hello World!");
    private static final ByteString SALT = ByteString.of("foobar");

    private final SplittableRandom random =
            Seed.announce("LibtorrentNetworkTest").random();

    @Test
    void eachSideFindsWhatTheOtherStored() throws Exception {
        try (LibtorrentNetwork libtorrent = LibtorrentNetwork.start(14);
                Dht dht = join(libtorrent)) {
            mutableItems(libtorrent, dht);
            immutableItems(libtorrent, dht);
            peers(libtorrent, dht);
            assertThat(dht.savedNodes()).hasSizeGreaterThan(7);
            assertThat(dht.externalAddress(Family.IPV4)).isPresent();
            System.out.println(
                    "among 14 libtorrent sessions: " + dht.savedNodes().size() + " nodes in the table, size estimate "
                            + dht.sizeEstimate(Family.IPV4).orElse(0));
        }
    }

    /** With two sessions, everything is stored on our node, too, and libtorrent fetches it from there. */
    @Test
    void libtorrentStoresOnOurNode() throws Exception {
        try (LibtorrentNetwork libtorrent = LibtorrentNetwork.start(2);
                Dht dht = join(libtorrent)) {
            dht.get(Id.random(random)).get();
            assertThat(stored(libtorrent, dht)).isPositive();
            String found = libtorrent.ask(1, "get-mutable", KEY, SALT.toString());
            assertThat(found).isEqualTo("1 " + VALUE);
        }
    }

    /** Until libtorrent has pinged and accepted our node; each put has a number of its own. */
    private static int stored(LibtorrentNetwork libtorrent, Dht dht) throws Exception {
        for (int i = 0; i < 20 && dht.status().items() == 0; i++) {
            libtorrent.ask(0, "put-mutable", SECRET, KEY, SALT.toString(), VALUE.toString());
        }
        return dht.status().items();
    }

    private static void mutableItems(LibtorrentNetwork libtorrent, Dht dht) throws Exception {
        Signer signer = KeyPairSigner.generate();
        MutableItem item = MutableItem.sign(signer, SALT, 5, VALUE);
        Outcome outcome = dht.put(item).get();
        assertThat(outcome.stored()).isGreaterThanOrEqualTo(8);
        String found = libtorrent.ask(11, "get-mutable", signer.publicKey().toString(), SALT.toString());
        assertThat(found).isEqualTo("5 " + VALUE);

        assertThat(libtorrent.ask(3, "put-mutable", SECRET, KEY, SALT.toString(), VALUE.toString()))
                .isNotEqualTo("0");
        Ed25519Key key = new Ed25519Key(ByteString.parseHex(KEY).orElseThrow());
        MutableItem theirs = dht.get(key, SALT).get().orElseThrow();
        assertThat(theirs.value()).isEqualTo(VALUE);
        assertThat(theirs.sequence()).isEqualTo(1);
        assertThat(theirs.signature().toString()).startsWith("6834284b6b24c320");
    }

    private static void immutableItems(LibtorrentNetwork libtorrent, Dht dht) throws Exception {
        ImmutableItem item = new ImmutableItem(ByteString.of("ours"));
        assertThat(dht.put(item).get().stored()).isGreaterThanOrEqualTo(8);
        assertThat(libtorrent.ask(7, "get-immutable", item.target().toString()))
                .isEqualTo(item.value().toString());

        BencodeValue theirs = ByteString.of("theirs");
        String target = libtorrent.ask(2, "put-immutable", theirs.toString());
        assertThat(dht.get(new ImmutableItem(theirs).target()).get()).contains(theirs);
        assertThat(target).isEqualTo(new ImmutableItem(theirs).target().toString());
    }

    private void peers(LibtorrentNetwork libtorrent, Dht dht) throws Exception {
        Id ours = Id.random(random);
        assertThat(dht.announce(ours, 7_001, false, _ -> {}).get().stored()).isGreaterThanOrEqualTo(8);
        assertThat(libtorrent.ask(9, "get-peers", ours.toString())).contains("127.0.0.1:7001");

        Id theirs = Id.random(random);
        int port = Integer.parseInt(libtorrent.ask(4, "announce", theirs.toString()));
        BlockingQueue<InetSocketAddress> found = new LinkedBlockingQueue<>();
        // libtorrent announces a torrent in its own time, a moment after it was added.
        for (int i = 0; i < 100 && found.isEmpty(); i++) {
            dht.peers(theirs, found::add).get();
            Thread.sleep(100);
        }
        assertThat(found).contains(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
    }

    private static Dht join(LibtorrentNetwork libtorrent) throws Exception {
        List<BootstrapNode> bootstrap = List.of(
                new BootstrapNode("127.0.0.1", libtorrent.ports().get(0)),
                new BootstrapNode("127.0.0.1", libtorrent.ports().get(1)));
        UdpPort port = UdpPort.open(List.of(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0)));
        return Dht.start(DhtSettings.privateNetwork(bootstrap), port);
    }
}
