package dev.godwit.dht.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom the public network never speaks with, and what a private one tells apart. */
class AddressRulesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.1.2.3",
                "10.0.0.1",
                "100.64.0.1",
                "127.0.0.1",
                "169.254.0.1",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.1",
                "192.0.2.1",
                "192.168.1.1",
                "198.18.0.1",
                "198.19.255.1",
                "198.51.100.1",
                "203.0.113.1",
                "224.0.0.1",
                "239.1.1.1",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "fe80::1",
                "fc00::1",
                "fd12::1",
                "ff02::1",
                "2001:db8::1",
                "2001:0:1::1",
                "2002:1::1",
                "64:ff9b::1"
            })
    void s3SpecialAddressesAreNoPartOfThePublicNetwork(String address) {
        assertThat(AddressRules.PUBLIC.accepts(at(address, 6881))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"8.8.8.8", "172.15.0.1", "172.32.0.1", "100.63.0.1", "100.128.0.1", "2a00::1", "2001:470::1"})
    void othersAre(String address) {
        assertThat(AddressRules.PUBLIC.accepts(at(address, 6881))).isTrue();
        assertThat(AddressRules.PUBLIC.accepts(at(address, 0))).isFalse();
    }

    @Test
    void aPrivateNetworkTakesLocalAddresses() {
        assertThat(AddressRules.PRIVATE.accepts(at("127.0.0.1", 1))).isTrue();
        assertThat(AddressRules.PRIVATE.accepts(at("::1", 1))).isTrue();
        assertThat(AddressRules.PRIVATE.accepts(at("127.0.0.1", 0))).isFalse();
        assertThat(AddressRules.PRIVATE.accepts(at("0.0.0.0", 1))).isFalse();
        assertThat(AddressRules.PRIVATE.accepts(at("224.0.0.1", 1))).isFalse();
    }

    @Test
    void originsAreHostsInPublicAndSocketsInPrivate() {
        assertThat(AddressRules.PUBLIC.origin(at("8.8.8.8", 1)))
                .isEqualTo(AddressRules.PUBLIC.origin(at("8.8.8.8", 2)));
        assertThat(AddressRules.PUBLIC.origin(at("2a00::1", 1)))
                .isEqualTo(AddressRules.PUBLIC.origin(at("2a00::2", 2)));
        assertThat(AddressRules.PUBLIC.origin(at("2a00::1", 1)))
                .isNotEqualTo(AddressRules.PUBLIC.origin(at("2a00:0:0:1::1", 1)));
        assertThat(AddressRules.PRIVATE.origin(at("8.8.8.8", 1)))
                .isNotEqualTo(AddressRules.PRIVATE.origin(at("8.8.8.8", 2)));
    }

    private static InetSocketAddress at(String address, int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(address), port);
    }
}
