package dev.godwit.node.finding.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.dht.bencode.ByteString;
import dev.godwit.dht.item.Ed25519Key;
import dev.godwit.dht.node.AddressRules;
import dev.godwit.dht.record.SignedRecord;
import dev.godwit.dht.record.TextEntry;
import dev.godwit.node.home.Configuration;
import dev.godwit.node.home.Home;
import dev.godwit.node.home.Setting;
import dev.godwit.wire.fault.FaultException;
import dev.godwit.wire.link.Addresses;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeerRecordTest {
    @TempDir
    private Path directory;

    @Test
    void readsWhatItWrites() {
        PeerRecord record = new PeerRecord(addresses("8.8.8.8:1", "[2001:4860::1]:65535", "8.8.8.8:1"));
        assertThat(record.addresses()).hasSize(2);
        assertThat(PeerRecord.of(signed(record.entries()))).isEqualTo(record);
    }

    @Test
    void skipsWhatItDoesNotKnow() {
        assertThat(PeerRecord.of(signed(List.of(
                                new TextEntry("_godwit", "addr=example.org:1", 1),
                                new TextEntry("_godwit", "addr=8.8.8.8:99999", 1),
                                new TextEntry("_godwit", "relay=8.8.8.8:1", 1),
                                new TextEntry("_iroh", "addr=8.8.4.4:1", 1),
                                new TextEntry("_godwit", "addr=1.1.1.1:2", 1))))
                        .addresses())
                .isEqualTo(addresses("1.1.1.1:2"));
    }

    @Test
    void theLongestRecordFits() {
        PeerRecord record = new PeerRecord(IntStream.range(1000, 1100)
                .mapToObj(number -> addresses("[2001:db8:1111:2222:3333:4444:5555:%d]:65535".formatted(number))
                        .getFirst())
                .toList());
        assertThat(record.addresses()).hasSize(PeerRecord.ADDRESSES_MAX);
        RecordPublisherTest.sign(record);
    }

    @Test
    void nothingIsPublishedUnlessTheUserSaysWhat() throws FaultException {
        assertThat(terms().publishes()).isFalse();
        configure(Setting.DHT_ADDRESSES, "8.8.8.8:1");
        assertThat(terms().publishes()).isTrue();
        assertThat(terms().record(addresses("9.9.9.9:9"), AddressRules.PUBLIC)
                        .orElseThrow()
                        .addresses())
                .isEqualTo(addresses("8.8.8.8:1"));
        configure(Setting.DHT_RECORD, "off");
        assertThat(terms().publishes()).isFalse();
    }

    @Test
    void s3PrivateAddressesAreNeverPublishedInThePublicNetwork() throws FaultException {
        configure(Setting.DHT_ADDRESSES, "10.0.0.1:1, 127.0.0.1:1, localhost:2, [fe80::1]:3, no.such.name.invalid:5");
        configure(Setting.DHT_RECORD, "all");
        List<InetSocketAddress> listening = addresses("192.168.1.2:4", "[fd00::1]:4", "9.9.9.9:4");
        assertThat(terms().record(listening, AddressRules.PUBLIC).orElseThrow().addresses())
                .isEqualTo(addresses("9.9.9.9:4"));
        assertThat(terms().record(listening, AddressRules.PRIVATE).orElseThrow().addresses())
                .containsAll(addresses("10.0.0.1:1", "192.168.1.2:4"));
    }

    @Test
    void aNameThatCanNotBeLookedUpNowIsTriedAgain() throws FaultException {
        configure(Setting.DHT_ADDRESSES, "no.such.name.invalid:5");
        assertThat(terms().record(List.of(), AddressRules.PUBLIC)).isEmpty();
        configure(Setting.DHT_ADDRESSES, "no.such.name.invalid:5,8.8.8.8:1");
        assertThat(terms().record(List.of(), AddressRules.PUBLIC)).contains(new PeerRecord(addresses("8.8.8.8:1")));
        configure(Setting.DHT_ADDRESSES, "10.0.0.1:1");
        assertThat(terms().record(List.of(), AddressRules.PUBLIC).orElseThrow().addresses())
                .as("known, and of no use there")
                .isEmpty();
    }

    private RecordTerms terms() throws FaultException {
        return RecordTerms.of(new Configuration(new Home(directory)));
    }

    private void configure(Setting setting, String value) throws FaultException {
        new Configuration(new Home(directory)).set(setting, value);
    }

    private static SignedRecord signed(List<TextEntry> entries) {
        return new SignedRecord(new Ed25519Key(ByteString.of(new byte[Ed25519Key.BYTES])), 1, entries);
    }

    private static List<InetSocketAddress> addresses(String... texts) {
        return List.of(texts).stream()
                .map(text -> Addresses.parse(text).orElseThrow())
                .toList();
    }
}
