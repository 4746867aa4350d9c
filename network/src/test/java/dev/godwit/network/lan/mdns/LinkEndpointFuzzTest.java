package dev.godwit.network.lan.mdns;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.godwit.network.lan.dns.DnsFormatException;
import dev.godwit.network.lan.dns.DnsReader;
import dev.godwit.network.lan.service.LanOffer;
import dev.godwit.network.lan.service.LanTag;
import dev.godwit.network.lan.service.ServiceInstance;
import dev.godwit.testkit.Mutations;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Whatever comes to an endpoint that offers and searches, it goes on, and says only whole messages. */
class LinkEndpointFuzzTest {
    private static final LanTag TAG = LanTag.parse("abcdefghijklmnop").orElseThrow();

    @FuzzTest(maxDuration = "60s")
    void receives(byte[] data) {
        SplittableRandom random = new SplittableRandom(1);
        LinkEndpoint endpoint =
                new LinkEndpoint(TestLinks.ipv4("eth0", 2, "192.0.2.9/24"), true, random, new Traffic(), 0);
        LanOffer offer = new LanOffer(4711, Set.of(TAG), Optional.empty(), Optional.of("name"));
        endpoint.announce(ServiceInstance.of(offer, random), 0);
        endpoint.open(Search.of(TAG), 0);
        endpoint.open(Search.ofPublic(), 0);
        endpoint.survey(Optional.of(new Survey()));
        for (int i = 0; i < 8; i++) {
            long now = i * 40L;
            int port = i % 2 == 0 ? 5353 : 40_000;
            List<Sighting> _ =
                    endpoint.receive(ByteBuffer.wrap(data), TestLinks.at("192.0.2.1", port), Outgoing.Port.SHARED, now);
            check(endpoint, now);
        }
    }

    private static void check(LinkEndpoint endpoint, long now) {
        List<Outgoing> out = new ArrayList<>();
        List<Sighting> _ = endpoint.poll(now, out);
        for (Outgoing datagram : out) {
            try {
                assertThat(DnsReader.read(datagram.datagram()).id()).isNotNegative();
            } catch (DnsFormatException e) {
                throw new AssertionError(e);
            }
        }
        assertThat(endpoint.dueMillis()).isGreaterThan(now);
    }

    @Test
    void receivesMutations() {
        Mutations.run(LinkEndpointFuzzTest.class, this::receives);
    }
}
