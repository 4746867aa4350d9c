package dev.godwit.wire.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

class AddressesTest {

    @Test
    void writesAddressesAsPeopleDo() {
        assertThat(Addresses.text(new InetSocketAddress("192.0.2.1", 4711))).isEqualTo("192.0.2.1:4711");
        assertThat(Addresses.text(new InetSocketAddress("2001:db8::1", 22))).isEqualTo("[2001:db8:0:0:0:0:0:1]:22");
        assertThat(Addresses.text(InetSocketAddress.createUnresolved("example.org", 80)))
                .isEqualTo("example.org:80");
    }

    @Test
    void namesTheRoute() {
        Route route = new Route(Route.Kind.TCP, new InetSocketAddress("192.0.2.1", 4711));
        assertThat(route.kind().label()).isEqualTo("tcp");
        assertThat(route.remoteText()).isEqualTo("192.0.2.1:4711");
    }
}
