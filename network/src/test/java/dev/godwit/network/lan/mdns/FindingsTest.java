package dev.godwit.network.lan.mdns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.network.lan.dns.DnsName;
import dev.godwit.network.lan.dns.RecordContent;
import dev.godwit.network.lan.link.Family;
import dev.godwit.network.lan.link.Link;
import dev.godwit.network.lan.service.LanFinding;
import dev.godwit.network.lan.service.LanTag;
import dev.godwit.network.lan.service.ServiceNames;
import dev.godwit.network.lan.service.ServiceText;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** One peer on several links is one finding. */
final class FindingsTest {
    private static final LanTag TAG = LanTag.of(new byte[LanTag.BYTES]);
    private static final Link ETH4 = TestLinks.link("eth0", 2, Family.IPV4, "10.0.0.2/24", "fe80::2/64");
    private static final Link ETH6 = TestLinks.link("eth0", 2, Family.IPV6, "10.0.0.2/24", "fe80::2/64");
    private static final Link DOCKER = TestLinks.link("docker0", 3, Family.IPV4, "172.17.0.1/16");

    private final Search search = Search.of(TAG);
    private final Findings findings = new Findings(search, 0);

    private Optional<LanFinding> sighted(Link link, String... ips) {
        DnsName instance = ServiceNames.instance("aaaaaaaaaaaaaaaa");
        List<InetAddress> addresses = Stream.of(ips).map(TestLinks::ip).toList();
        ServiceText text = ServiceText.of(new RecordContent.Text(List.of("v=1")));
        return findings.sighted(new Sighting(search, link, instance, 4711, addresses, text), 0);
    }

    @Test
    void isToldOnceForEachFurtherAddress() {
        assertThat(sighted(DOCKER, "172.17.0.9").orElseThrow().addresses())
                .extracting(Object::toString)
                .containsExactly("172.17.0.9:4711");
        LanFinding merged = sighted(ETH6, "fe80::9", "10.0.0.9").orElseThrow();
        assertThat(merged.addresses())
                .extracting(Object::toString)
                .containsExactly("10.0.0.9:4711", "[fe80::9%eth0]:4711", "172.17.0.9:4711");
        assertThat(merged.tag()).contains(TAG);
        assertThat(merged.instance()).isEqualTo("aaaaaaaaaaaaaaaa._godwit._tcp.local");
        assertThat(sighted(ETH4, "10.0.0.9")).isEmpty();
        assertThat(merged.socketAddresses().get(1).getAddress().getHostAddress())
                .endsWith("%2");
    }

    @Test
    void isToldAgainAfterItWent() {
        assertThat(sighted(ETH4, "10.0.0.9")).isPresent();
        assertThat(sighted(ETH4)).isEmpty();
        assertThat(sighted(ETH4, "10.0.0.9")).isPresent();
        findings.linkIsGone(ETH4);
        assertThat(sighted(ETH4, "10.0.0.9")).isPresent();
    }
}
