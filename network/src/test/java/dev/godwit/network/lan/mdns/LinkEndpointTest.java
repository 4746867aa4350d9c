package dev.godwit.network.lan.mdns;

import static dev.godwit.network.lan.mdns.TestLinks.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.network.lan.dns.DnsName;
import dev.godwit.network.lan.dns.DnsQuestion;
import dev.godwit.network.lan.dns.DnsRecord;
import dev.godwit.network.lan.dns.DnsWriter;
import dev.godwit.network.lan.dns.RecordContent;
import dev.godwit.network.lan.dns.RecordType;
import dev.godwit.network.lan.link.Family;
import dev.godwit.network.lan.mdns.VirtualSegment.Heard;
import dev.godwit.network.lan.mdns.VirtualSegment.Station;
import dev.godwit.network.lan.service.LanOffer;
import dev.godwit.network.lan.service.LanTag;
import dev.godwit.network.lan.service.ServiceInstance;
import dev.godwit.network.lan.service.ServiceNames;
import dev.godwit.testkit.Seed;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Questions, answers and their times, RFC 6762, in virtual time. */
final class LinkEndpointTest {
    private static final LanTag TAG = LanTag.of(new byte[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9});
    private static final InetSocketAddress STRANGER = at("10.0.0.99", 5353);
    private static final InetSocketAddress RESOLVER = at("10.0.0.99", 49_999);

    private final SplittableRandom random =
            Seed.announce(LinkEndpointTest.class.getSimpleName()).random();
    private final VirtualSegment segment = new VirtualSegment(random);

    private ServiceInstance secret() {
        return ServiceInstance.of(LanOffer.of(4711, TAG), random);
    }

    private static DnsQuestion forTag() {
        return DnsQuestion.of(ServiceNames.subtype(TAG), RecordType.PTR);
    }

    private static DnsWriter query(DnsQuestion... questions) {
        DnsWriter query = DnsWriter.query(0);
        for (DnsQuestion question : questions) {
            assertThat(query.question(question)).isTrue();
        }
        return query;
    }

    private List<Heard> responses() {
        return segment.heard().stream()
                .filter(heard -> heard.message().isResponse())
                .toList();
    }

    private List<Heard> queries() {
        return segment.heard().stream()
                .filter(heard -> !heard.message().isResponse())
                .toList();
    }

    /** A responder whose announcements are over long ago, and nothing heard yet. */
    private Station responder(ServiceInstance instance) {
        Station station = segment.station("10.0.0.1");
        station.endpoint.announce(instance, segment.nowMillis());
        segment.run(60_000);
        segment.heard().clear();
        return station;
    }

    @Test
    void announcesTwiceASecondApart() {
        Station station = segment.station("10.0.0.1");
        long start = segment.nowMillis();
        station.endpoint.announce(secret(), start);
        segment.run(600_000);
        assertThat(responses()).extracting(heard -> heard.millis() - start).containsExactly(0L, 1_000L);
        assertThat(responses().getFirst().message().answers())
                .extracting(DnsRecord::type)
                .containsExactly(RecordType.PTR, RecordType.SRV, RecordType.TXT, RecordType.A);
    }

    @Test
    void saysGoodbyeForEverything() {
        ServiceInstance instance = secret();
        Station station = responder(instance);
        station.endpoint.withdraw(instance);
        segment.run(10);
        assertThat(responses())
                .singleElement()
                .satisfies(heard ->
                        assertThat(heard.message().answers()).hasSize(4).allMatch(record -> record.ttlSeconds() == 0));
        segment.say(query(forTag()), STRANGER);
        segment.run(5_000);
        assertThat(responses()).hasSize(1);
    }

    @Test
    void aSearchFindsAtOnce() {
        Station responder = responder(secret());
        Station searcher = segment.station("10.0.0.2");
        long start = segment.nowMillis();
        searcher.endpoint.open(Search.of(TAG), start);
        segment.run(0);
        assertThat(searcher.sightings).singleElement().satisfies(sighting -> {
            assertThat(sighting.port()).isEqualTo(4711);
            assertThat(sighting.addresses()).containsExactly(TestLinks.ip("10.0.0.1"));
        });
        assertThat(responses()).singleElement().satisfies(heard -> {
            assertThat(heard.millis()).isEqualTo(start);
            assertThat(heard.to()).isEqualTo(at("10.0.0.2", 40_000));
        });
        assertThat(responder.sightings).isEmpty();
    }

    @Test
    void aSearchThatFindsNothingGoesOnEverMoreSeldom() {
        Station searcher = segment.station("10.0.0.2");
        long start = segment.nowMillis();
        searcher.endpoint.open(Search.of(TAG), start);
        segment.run(40_000);
        List<Long> times =
                queries().stream().map(heard -> heard.millis() - start).toList();
        assertThat(times).hasSize(7);
        assertThat(times.getFirst()).isZero();
        long second = times.get(1);
        assertThat(second).isBetween(20L, 120L);
        assertThat(times.subList(2, 7))
                .containsExactly(second + 1_000, second + 3_000, second + 7_000, second + 15_000, second + 31_000);
        assertThat(queries()).extracting(heard -> heard.from().getPort()).startsWith(40_000, 5353, 5353);
    }

    @Test
    void aSearchThatBeganFirstHearsTheAnnouncement() {
        Station searcher = segment.station("10.0.0.2");
        searcher.endpoint.open(Search.of(TAG), segment.nowMillis());
        segment.run(20_000);
        Station responder = segment.station("10.0.0.1");
        responder.endpoint.announce(secret(), segment.nowMillis());
        segment.run(0);
        assertThat(searcher.sightings).hasSize(1);
    }

    @Test
    void withoutPort5353ASearchStillFinds() {
        Station responder = responder(secret());
        Station searcher = segment.station(TestLinks.ipv4("eth0", 2, "10.0.0.2/24"), false, "10.0.0.2");
        searcher.endpoint.announce(secret(), segment.nowMillis());
        searcher.endpoint.open(Search.of(TAG), segment.nowMillis());
        segment.run(5_000);
        assertThat(searcher.sightings).hasSize(1);
        assertThat(responses()).allMatch(heard -> heard.from().equals(at(responder.ip, 5353)));
        assertThat(queries()).allMatch(heard -> heard.from().getPort() != 5353);
    }

    @Test
    void sharedRecordsAreAnsweredAfterADelayAndUniqueOnesAtOnce() {
        ServiceInstance instance = secret();
        responder(instance);
        Set<Long> delays = new LinkedHashSet<>();
        for (int i = 0; i < 20; i++) {
            segment.heard().clear();
            segment.say(query(forTag()), STRANGER);
            long asked = segment.nowMillis();
            segment.run(5_000);
            delays.add(responses().getFirst().millis() - asked);
        }
        assertThat(delays).allMatch(delay -> delay >= 20 && delay <= 120).hasSizeGreaterThan(3);
        segment.heard().clear();
        segment.say(query(DnsQuestion.of(instance.name(), RecordType.SRV)), STRANGER);
        long asked = segment.nowMillis();
        segment.run(5_000);
        assertThat(responses()).extracting(Heard::millis).containsExactly(asked);
    }

    @Test
    void aRecordIsMulticastOnceASecondHoweverOftenItIsAsked() {
        responder(secret());
        long start = segment.nowMillis();
        for (int i = 0; i < 500; i++) {
            segment.say(query(forTag()), at("10.0.0." + (50 + i % 50), 5353));
            segment.run(10);
        }
        segment.run(2_000);
        List<Long> times =
                responses().stream().map(heard -> heard.millis() - start).toList();
        assertThat(times).hasSizeBetween(4, 7);
        for (int i = 1; i < times.size(); i++) {
            assertThat(times.get(i) - times.get(i - 1)).isGreaterThanOrEqualTo(1_000);
        }
    }

    @Test
    void knownAnswersAreNotRepeated() {
        ServiceInstance instance = secret();
        responder(instance);
        DnsRecord pointer = instance.pointers().getFirst();
        DnsWriter knows = query(forTag());
        assertThat(knows.answer(pointer.withTtl(60))).isTrue();
        segment.say(knows, STRANGER);
        segment.run(5_000);
        assertThat(responses()).isEmpty();
        DnsWriter forgetsSoon = query(forTag());
        assertThat(forgetsSoon.answer(pointer.withTtl(59))).isTrue();
        segment.say(forgetsSoon, STRANGER);
        segment.run(5_000);
        assertThat(responses()).hasSize(1);
    }

    @Test
    void legacyResolversGetAnAnswerOfTheirOwn() {
        ServiceInstance instance = secret();
        responder(instance);
        DnsWriter query = DnsWriter.query(0x4242);
        assertThat(query.question(forTag())).isTrue();
        segment.say(query, RESOLVER);
        segment.run(5_000);
        assertThat(responses()).singleElement().satisfies(heard -> {
            assertThat(heard.to()).isEqualTo(RESOLVER);
            assertThat(heard.message().id()).isEqualTo(0x4242);
            assertThat(heard.message().questions()).containsExactly(forTag());
            assertThat(heard.message().records())
                    .hasSize(4)
                    .allMatch(record -> record.ttlSeconds() <= 10 && !record.cacheFlush());
        });
    }

    @Test
    void unicastIsAnsweredByUnicastWhileCachesAreFresh() {
        Station station = segment.station("10.0.0.1");
        station.endpoint.announce(secret(), segment.nowMillis());
        segment.run(5_000);
        segment.heard().clear();
        DnsQuestion question = new DnsQuestion(ServiceNames.subtype(TAG), RecordType.PTR, true);
        segment.say(query(question), STRANGER);
        segment.run(1_000);
        assertThat(responses()).extracting(Heard::to).containsExactly(STRANGER);
        segment.run(60_000);
        segment.heard().clear();
        segment.say(query(question), STRANGER);
        segment.run(1_000);
        assertThat(responses()).hasSize(1).allMatch(heard -> heard.to() == null);
    }

    @Test
    void knownAnswersMayComeInFurtherMessages() {
        ServiceInstance instance = secret();
        Station station = responder(instance);
        DnsQuestion question = forTag();
        DnsWriter more = DnsWriter.query(0);
        assertThat(more.answer(instance.pointers().getFirst())).isTrue();
        ByteBuffer truncated = truncated(question);
        assertThat(station.endpoint.receive(truncated, STRANGER, Outgoing.Port.SHARED, segment.nowMillis()))
                .isEmpty();
        segment.say(more, STRANGER);
        segment.run(5_000);
        assertThat(responses()).isEmpty();
    }

    /** A query whose known answers go on: we write none, so the bit is set by hand. */
    private static ByteBuffer truncated(DnsQuestion question) {
        byte[] bytes = query(question).toBytes();
        bytes[2] |= 0x02;
        return ByteBuffer.wrap(bytes);
    }

    @Test
    void publicOffersAnswerThoseWhoBrowse() {
        LanOffer offer = new LanOffer(4711, Set.of(), Optional.of("peer"), Optional.of("Grüße"));
        responder(ServiceInstance.of(offer, random));
        Station searcher = segment.station("10.0.0.2");
        searcher.endpoint.open(Search.ofPublic(), segment.nowMillis());
        segment.run(100);
        assertThat(searcher.sightings).singleElement().satisfies(sighting -> {
            assertThat(sighting.text().name()).contains("Grüße");
            assertThat(sighting.text().peerId()).contains("peer");
        });
    }

    @Test
    void asksForWhatAPointerCameWithout() {
        Station searcher = segment.station("10.0.0.2");
        searcher.endpoint.open(Search.of(TAG), segment.nowMillis());
        segment.run(500);
        ServiceInstance instance = secret();
        segment.heard().clear();
        DnsWriter bare = DnsWriter.response();
        assertThat(bare.answer(instance.pointers().getFirst())).isTrue();
        segment.say(bare, STRANGER);
        segment.run(0);
        assertThat(queries())
                .singleElement()
                .satisfies(heard -> assertThat(heard.message().questions())
                        .containsExactly(
                                DnsQuestion.of(instance.name(), RecordType.SRV),
                                DnsQuestion.of(instance.name(), RecordType.TXT)));
        DnsWriter details = DnsWriter.response();
        instance.details().forEach(details::answer);
        segment.say(details, STRANGER);
        segment.run(1_000);
        DnsName host = ((RecordContent.Service) instance.details().getFirst().content()).target();
        assertThat(queries().getLast().message().questions()).contains(DnsQuestion.of(host, RecordType.A));
        DnsWriter addresses = DnsWriter.response();
        instance.addresses(TestLinks.ipv4("eth0", 2, "10.0.0.7/24")).forEach(addresses::answer);
        segment.say(addresses, STRANGER);
        assertThat(searcher.sightings).hasSize(1);
    }

    @Test
    void whatIsNotConfirmedExpires() {
        Station searcher = segment.station("10.0.0.2");
        ServiceInstance instance = secret();
        Station responder = segment.station("10.0.0.1");
        responder.endpoint.announce(instance, segment.nowMillis());
        searcher.endpoint.open(Search.of(TAG), segment.nowMillis());
        segment.run(110_000);
        assertThat(searcher.sightings).hasSize(1);
        DnsWriter goodbye = DnsWriter.response();
        assertThat(goodbye.answer(instance.pointers().getFirst().withTtl(0))).isTrue();
        segment.say(goodbye, at("10.0.0.1", 5353));
        assertThat(searcher.sightings).hasSize(2);
        assertThat(searcher.sightings.getLast().addresses()).isEmpty();
    }

    @Test
    void theLargestOfferFitsIntoOneMessage() {
        List<LanTag> tags = new ArrayList<>();
        for (byte i = 0; i < LanOffer.TAGS_MAX; i++) {
            tags.add(LanTag.of(new byte[] {i, 1, 2, 3, 4, 5, 6, 7, 8, 9}));
        }
        LanOffer offer =
                new LanOffer(65_535, Set.copyOf(tags), Optional.of("x".repeat(64)), Optional.of("ü".repeat(31)));
        String[] addresses = new String[8];
        for (int i = 0; i < addresses.length; i++) {
            addresses[i] = "2001:db8::" + i + "/64";
        }
        Station station = segment.station(TestLinks.link("eth0", 2, Family.IPV6, addresses), true, "2001:db8::1");
        ServiceInstance instance = ServiceInstance.of(offer, random);
        station.endpoint.announce(instance, segment.nowMillis());
        segment.run(0);
        assertThat(responses())
                .singleElement()
                .satisfies(heard -> assertThat(heard.message().answers()).hasSize(LanOffer.TAGS_MAX + 2 + 2 + 8));
    }
}
