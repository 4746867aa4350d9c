package dev.godwit.network.lan.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which interfaces take part, which addresses they name, and who is a neighbour. */
final class LinkScopeTest {
    private static final InterfaceState ETHERNET = state("eth0", 2, "192.0.2.2/24", "192.0.2.3/24", "fe80::2/64");
    private static final InterfaceState DOCKER = state("docker0", 3, "172.17.0.1/16");
    private static final InterfaceState LOOPBACK =
            new InterfaceState("lo", 1, true, true, false, List.of(address("127.0.0.1/8"), address("::1/128")));

    private static InterfaceState state(String name, int index, String... addresses) {
        return new InterfaceState(
                name,
                index,
                true,
                false,
                true,
                Stream.of(addresses).map(LinkScopeTest::address).toList());
    }

    private static OnLinkAddress address(String text) {
        String[] parts = text.split("/", 2);
        return new OnLinkAddress(ip(parts[0]), Integer.parseInt(parts[1]));
    }

    private static InetAddress ip(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private static LinkScope at(String... ips) {
        return new LinkScope(Set.of(Stream.of(ips).map(LinkScopeTest::ip).toArray(InetAddress[]::new)));
    }

    @Test
    void everywhereIsEveryInterfaceThatReachesOthers() {
        LinkScope everywhere = LinkScope.everywhere();
        assertThat(everywhere.choose(ETHERNET, Family.IPV4).use()).isEqualTo(LinkUse.ANSWERING);
        assertThat(everywhere.choose(ETHERNET, Family.IPV6).use()).isEqualTo(LinkUse.ANSWERING);
        assertThat(everywhere.choose(DOCKER, Family.IPV6).use()).isEqualTo(LinkUse.NO_ADDRESS);
        assertThat(everywhere.choose(LOOPBACK, Family.IPV4).use()).isEqualTo(LinkUse.LOOPBACK);
        assertThat(everywhere.choose(ETHERNET, Family.IPV4).link().preference()).isZero();
        assertThat(everywhere.choose(DOCKER, Family.IPV4).link().preference()).isOne();
        InterfaceState down = new InterfaceState("eth1", 4, false, false, true, ETHERNET.addresses());
        assertThat(everywhere.choose(down, Family.IPV4).use()).isEqualTo(LinkUse.DOWN);
        InterfaceState tunnel = new InterfaceState("wg0", 5, true, false, false, ETHERNET.addresses());
        assertThat(everywhere.choose(tunnel, Family.IPV4).use()).isEqualTo(LinkUse.NO_MULTICAST);
    }

    @Test
    void h8LoopbackStaysOnLoopback() {
        LinkScope loopback = at("127.0.0.1");
        assertThat(loopback.choose(LOOPBACK, Family.IPV4).use()).isEqualTo(LinkUse.ANSWERING);
        assertThat(loopback.choose(LOOPBACK, Family.IPV6).use()).isEqualTo(LinkUse.NO_ADDRESS);
        assertThat(loopback.choose(ETHERNET, Family.IPV4).use()).isEqualTo(LinkUse.NOT_ASKED_FOR);
        assertThat(loopback.choose(DOCKER, Family.IPV4).use()).isEqualTo(LinkUse.NOT_ASKED_FOR);
    }

    @Test
    void h8OnlyTheAddressesAskedForAreNamed() {
        Link link = at("192.0.2.2").choose(ETHERNET, Family.IPV4).link();
        assertThat(link.addresses()).extracting(OnLinkAddress::ip).containsExactly(ip("192.0.2.2"));
        assertThat(at("192.0.2.2").choose(ETHERNET, Family.IPV6).use()).isEqualTo(LinkUse.NO_ADDRESS);
    }

    @Test
    void neighboursAreThoseOfTheSubnet() throws Exception {
        Link link = LinkScope.everywhere().choose(ETHERNET, Family.IPV4).link();
        assertThat(link.isOnLink(ip("192.0.2.255"))).isTrue();
        assertThat(link.isOnLink(ip("fe80::77"))).isTrue();
        assertThat(link.isOnLink(ip("169.254.1.1"))).isTrue();
        assertThat(link.isOnLink(Inet6Address.getByAddress(null, ip("fe80::77").getAddress(), 2)))
                .isTrue();
        assertThat(link.isOnLink(Inet6Address.getByAddress(null, ip("fe80::77").getAddress(), 3)))
                .isFalse();
        assertThat(List.of("192.0.3.1", "172.17.0.1", "127.0.0.1", "2001:db8::1", "::1", "0.0.0.0", "224.0.0.251"))
                .noneMatch(text -> link.isOnLink(ip(text)));
        Link loopback = at("127.0.0.1").choose(LOOPBACK, Family.IPV4).link();
        assertThat(loopback.isOnLink(ip("127.0.0.2"))).isTrue();
        assertThat(loopback.isOnLink(ip("192.0.2.2"))).isFalse();
    }

    @Test
    void prefixesNeedNotEndAtAByte() {
        OnLinkAddress address = address("10.1.2.3/22");
        assertThat(address.covers(ip("10.1.3.255"))).isTrue();
        assertThat(address.covers(ip("10.1.4.0"))).isFalse();
        assertThat(address("10.1.2.3/32").covers(ip("10.1.2.2"))).isFalse();
        assertThat(address("10.1.2.3/0").covers(ip("192.0.2.1"))).isTrue();
    }
}
