package dev.godwit.wire.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

class AddressesTest {

    @Test
    void writesAddressesAsPeopleDo() {
        assertThat(Addresses.text(new InetSocketAddress("192.0.2.1", 4711))).isEqualTo("192.0.2.1:4711");
        assertThat(Addresses.text(new InetSocketAddress("2001:db8::1", 22))).isEqualTo("[2001:db8::1]:22");
        assertThat(Addresses.text(InetSocketAddress.createUnresolved("example.org", 80)))
                .isEqualTo("example.org:80");
    }

    /** RFC 5952 §4.2, and what it is made of again. */
    @Test
    void shortensTheFirstOfTheLongestRunsOfZeros() {
        for (String canonical : new String[] {
            "::",
            "::1",
            "1::",
            "2001:db8::1",
            "2001:db8:0:1:1:1:1:1",
            "2001:0:0:1::1",
            "2001:db8::1:0:0:1",
            "1:0:1:0:1:0:1:0"
        }) {
            InetAddress ip = InetAddress.ofLiteral(canonical);
            assertThat(Addresses.host(ip)).isEqualTo(canonical);
            InetSocketAddress address = new InetSocketAddress(ip, 443);
            assertThat(Addresses.parse(Addresses.text(address))).contains(address);
        }
    }

    @Test
    void readsAddressesOnly() {
        assertThat(Addresses.parse("192.0.2.1:4711")).contains(new InetSocketAddress("192.0.2.1", 4711));
        for (String text : new String[] {
            "",
            "192.0.2.1",
            "192.0.2:1",
            "192.0.2.1:65536",
            "192.0.2.1:",
            "2001:db8::1:22",
            "[192.0.2.1]:x",
            "example.org:80"
        }) {
            assertThat(Addresses.parse(text)).as(text).isEmpty();
        }
    }

    @Test
    void namesTheRoute() {
        Route route = new Route(Route.Kind.TCP, new InetSocketAddress("192.0.2.1", 4711));
        assertThat(route.kind().label()).isEqualTo("tcp");
        assertThat(route.remoteText()).isEqualTo("192.0.2.1:4711");
    }
}
