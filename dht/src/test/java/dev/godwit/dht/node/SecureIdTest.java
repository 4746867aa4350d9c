package dev.godwit.dht.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.dht.bencode.ByteString;
import dev.godwit.testkit.Seed;
import java.net.InetAddress;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** BEP 42: its table of five, and the IPv6 vector that libtorrent and mldht share. */
class SecureIdTest {
    private final SplittableRandom random = Seed.announce("SecureIdTest").random();

    @ParameterizedTest
    @CsvSource({
        "124.31.75.21, 1, 5fbfbff10c5d6a4ec8a88e4c6ab4c28b95eee401",
        "21.75.31.124, 86, 5a3ce9c14e7a08645677bbd1cfe7d8f956d53256",
        "65.23.51.170, 22, a5d43220bc8f112a3d426c84764f8c2a1150e616",
        "84.124.73.14, 65, 1b0321dd1bb1fe518101ceef99462b947a01ff41",
        "43.213.53.83, 90, e56f6cbf5b7c4be0237986d5243b87aa6d51305a",
        "2001:b829:2123:be84:e16c:d6ae:5290:49f1, 4, 0a8ad123be84e16cd6ae529049f1f1bbe9ebb304"
    })
    void vectors(String address, int chance, String expected) {
        InetAddress host = InetAddress.ofLiteral(address);
        Id id = Id.of(ByteString.parseHex(expected).orElseThrow().bytes());
        assertThat(SecureId.matches(id, host)).isTrue();
        assertThat(SecureId.generate(host, chance, id)).isEqualTo(id);
        assertThat(SecureId.matches(id, InetAddress.ofLiteral("8.8.8.8"))).isFalse();
    }

    @Test
    void generatedIdsMatchTheirAddressOnly() {
        for (int i = 0; i < 200; i++) {
            InetAddress host = InetAddress.ofLiteral((1 + random.nextInt(9)) + "." + random.nextInt(256) + ".7.9");
            Id id = SecureId.generate(host, random);
            assertThat(SecureId.matches(id, host)).isTrue();
            Id flipped = new Id(id.high() ^ Long.MIN_VALUE >>> random.nextInt(21), id.middle(), id.low());
            assertThat(SecureId.matches(flipped, host)).isFalse();
            Id free = new Id(id.high() ^ Long.MIN_VALUE >>> (21 + random.nextInt(43)), id.middle(), id.low());
            assertThat(SecureId.matches(free, host)).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1", "10.1.2.3", "192.168.0.1", "172.16.9.9", "169.254.1.1", "::1", "fe80::1", "fd00::1"})
    void localAddressesAreExempt(String address) {
        assertThat(SecureId.matches(Id.random(random), InetAddress.ofLiteral(address)))
                .isTrue();
    }
}
