package dev.godwit.network.lan.mdns;

import static dev.godwit.network.lan.mdns.TestLinks.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.network.lan.dns.DnsName;
import dev.godwit.network.lan.dns.DnsQuestion;
import dev.godwit.network.lan.dns.DnsRecord;
import dev.godwit.network.lan.dns.DnsWriter;
import dev.godwit.network.lan.dns.RecordContent;
import dev.godwit.network.lan.dns.RecordType;
import dev.godwit.network.lan.link.Link;
import dev.godwit.network.lan.mdns.VirtualSegment.Station;
import dev.godwit.network.lan.service.LanFinding;
import dev.godwit.network.lan.service.LanOffer;
import dev.godwit.network.lan.service.LanTag;
import dev.godwit.network.lan.service.ServiceInstance;
import dev.godwit.network.lan.service.ServiceNames;
import dev.godwit.network.lan.service.ServiceText;
import dev.godwit.testkit.Seed;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What somebody on the link, or far away, can and can not do. The ids are those of SECURITY.md. */
final class LanAttackTest {
    private static final LanTag TAG = LanTag.of(new byte[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9});
    private static final InetSocketAddress ATTACKER = at("10.0.0.66", 5353);
    private static final Link LINK = TestLinks.ipv4("eth0", 2, "10.0.0.2/24");

    private final SplittableRandom random =
            Seed.announce(LanAttackTest.class.getSimpleName()).random();
    private final VirtualSegment segment = new VirtualSegment(random);
    private final Station searcher = segment.station(LINK, true, "10.0.0.2");
    private final Search search = Search.of(TAG);

    private void beginSearch() {
        searcher.endpoint.open(search, segment.nowMillis());
        segment.run(500);
    }

    /** An answer to the search that leads to an address. */
    private DnsWriter lure(String ip) {
        ServiceInstance instance = ServiceInstance.of(LanOffer.of(4711, TAG), random);
        DnsWriter message = DnsWriter.response();
        instance.pointers().forEach(message::answer);
        instance.details().forEach(message::additional);
        DnsName host = ((RecordContent.Service) instance.details().getFirst().content()).target();
        boolean _ = message.additional(DnsRecord.unique(host, new RecordContent.Address(TestLinks.ip(ip)), 120));
        return message;
    }

    @Test
    void h2AnImpostorIsOneCandidateBesideTheOther() {
        Station responder = segment.station("10.0.0.1");
        responder.endpoint.announce(ServiceInstance.of(LanOffer.of(4711, TAG), random), segment.nowMillis());
        beginSearch();
        segment.say(lure("10.0.0.66"), ATTACKER);
        Findings findings = new Findings(search, segment.nowMillis());
        List<LanFinding> told = new ArrayList<>();
        searcher.sightings.forEach(
                sighting -> findings.sighted(sighting, segment.nowMillis()).ifPresent(told::add));
        assertThat(told).hasSize(2);
        assertThat(told).extracting(LanFinding::peerId).containsOnly(Optional.empty());
    }

    @Test
    void h2AnAnswerLeadsToNoAddressElsewhere() {
        beginSearch();
        for (String elsewhere :
                List.of("192.0.2.1", "127.0.0.1", "224.0.0.251", "0.0.0.0", "10.0.1.66", "2001:db8::1")) {
            segment.say(lure(elsewhere), ATTACKER);
        }
        assertThat(searcher.sightings).isEmpty();
    }

    @Test
    void h2AnAnswerFromElsewhereOrUnaskedIsNone() {
        beginSearch();
        segment.say(lure("10.0.0.66"), at("192.0.2.1", 5353));
        segment.say(lure("10.0.0.66"), at("10.0.0.66", 5354));
        assertThat(searcher.sightings).isEmpty();
        assertThat(searcher.traffic.counts().ignored()).isEqualTo(2);
    }

    @Test
    void h2AnAnswerToTheOwnPortRepeatsTheNumberOfTheQuestion() {
        beginSearch();
        byte[] forged = lure("10.0.0.66").toBytes();
        assertThat(searcher.endpoint.receive(ByteBuffer.wrap(forged), ATTACKER, Outgoing.Port.OWN, segment.nowMillis()))
                .isEmpty();
        int id = segment.heard().getFirst().message().id();
        forged[0] = (byte) (id >>> 8);
        forged[1] = (byte) id;
        assertThat(searcher.endpoint.receive(ByteBuffer.wrap(forged), ATTACKER, Outgoing.Port.OWN, segment.nowMillis()))
                .hasSize(1);
    }

    @Test
    void h7NamesThatNobodyAskedForAreNotKept() {
        for (int i = 0; i < 10_000; i++) {
            segment.say(lure("10.0.0.66"), ATTACKER);
        }
        assertThat(searcher.sightings).isEmpty();
        assertThat(searcher.endpoint.dueMillis()).isEqualTo(Times.NEVER);
    }

    @Test
    void h7AFloodOfCandidatesMeetsCaps() {
        beginSearch();
        for (int i = 0; i < 1_000; i++) {
            segment.say(lure("10.0.0.66"), ATTACKER);
        }
        assertThat(searcher.sightings).hasSize(LinkSearch.CANDIDATES_OF_SOURCE_MAX);
        for (int i = 0; i < 10_000; i++) {
            segment.say(lure("10.0.0.66"), at("10.0.0." + (3 + i % 250), 5353));
        }
        assertThat(searcher.sightings).hasSize(LinkSearch.CANDIDATES_MAX);
    }

    @Test
    void h7AFloodLeavesRoomForTheHonest() {
        beginSearch();
        for (int i = 0; i < 1_000; i++) {
            segment.say(lure("10.0.0.66"), ATTACKER);
        }
        searcher.sightings.clear();
        segment.say(lure("10.0.0.1"), at("10.0.0.1", 5353));
        assertThat(searcher.sightings).hasSize(1);
    }

    @Test
    void h7ComingAndGoingIsNotToldForEver() {
        Findings findings = new Findings(search, segment.nowMillis());
        int told = 0;
        for (int i = 0; i < 10_000; i++) {
            ServiceInstance instance = ServiceInstance.of(LanOffer.of(4711, TAG), random);
            Sighting here = sighting(instance.name(), i);
            told += findings.sighted(here, segment.nowMillis()).isPresent() ? 1 : 0;
            Sighting gone = new Sighting(search, LINK, instance.name(), 0, List.of(), here.text());
            assertThat(findings.sighted(gone, segment.nowMillis())).isEmpty();
        }
        assertThat(told).isEqualTo(Findings.TOLD_BURST);
    }

    @Test
    void h7InstancesThatStayAreCapped() {
        Findings findings = new Findings(search, segment.nowMillis());
        long now = segment.nowMillis();
        int told = 0;
        for (int i = 0; i < 2_000; i++) {
            now += 10_000;
            ServiceInstance instance = ServiceInstance.of(LanOffer.of(4711, TAG), random);
            told += findings.sighted(sighting(instance.name(), i), now).isPresent() ? 1 : 0;
        }
        assertThat(told).isEqualTo(Findings.INSTANCES_MAX);
    }

    private Sighting sighting(DnsName instance, int host) {
        return new Sighting(
                search,
                LINK,
                instance,
                4711,
                List.of(TestLinks.ip("10.0.0." + host % 256)),
                ServiceText.of(new RecordContent.Text(List.of("v=1"))));
    }

    @Test
    void h7BarePointersProvokeFewQuestions() {
        beginSearch();
        segment.heard().clear();
        for (int i = 0; i < 1_000; i++) {
            ServiceInstance instance = ServiceInstance.of(LanOffer.of(4711, TAG), random);
            DnsWriter bare = DnsWriter.response();
            DnsWriter goodbye = DnsWriter.response();
            instance.pointers().forEach(pointer -> {
                bare.answer(pointer);
                goodbye.answer(pointer.withTtl(0));
            });
            segment.say(bare, ATTACKER);
            segment.run(0);
            segment.say(goodbye, ATTACKER);
        }
        long asked = segment.heard().stream()
                .filter(heard -> !heard.message().isResponse())
                .count();
        assertThat(asked).isLessThanOrEqualTo(64);
    }

    @Test
    void h7UnicastAnswersAreCounted() {
        Station responder = segment.station("10.0.0.1");
        responder.endpoint.announce(ServiceInstance.of(LanOffer.of(4711, TAG), random), segment.nowMillis());
        segment.run(5_000);
        segment.heard().clear();
        DnsWriter query = DnsWriter.query(1);
        assertThat(query.question(DnsQuestion.of(ServiceNames.subtype(TAG), RecordType.PTR)))
                .isTrue();
        for (int i = 0; i < 1_000; i++) {
            segment.say(query, at("10.0.0.66", 1_000));
            segment.run(1);
        }
        long answered = segment.heard().stream()
                .filter(heard -> heard.message().isResponse())
                .count();
        assertThat(answered).isBetween(60L, 75L);
    }

    @Test
    void h7TheSurveyIsCapped() {
        Survey survey = new Survey();
        searcher.endpoint.survey(Optional.of(survey));
        for (int i = 0; i < 1_000; i++) {
            DnsWriter message = DnsWriter.response();
            DnsName type = DnsName.of("_t" + i, "_tcp", "local");
            assertThat(message.answer(DnsRecord.shared(ServiceNames.ENUMERATION, new RecordContent.Pointer(type), 120)))
                    .isTrue();
            segment.say(message, at("10.0.0." + (3 + i % 250), 5353));
        }
        assertThat(survey.types()).hasSize(Survey.TYPES_MAX);
        assertThat(survey.responders()).isLessThanOrEqualTo(Survey.RESPONDERS_MAX);
    }

    @Test
    void s3WhoKnowsNoTagLearnsNothing() {
        ServiceInstance instance = ServiceInstance.of(LanOffer.of(4711, TAG), random);
        Station responder = segment.station("10.0.0.1");
        responder.endpoint.announce(instance, segment.nowMillis());
        segment.run(60_000);
        segment.heard().clear();
        for (DnsName name : List.of(
                ServiceNames.SERVICE,
                ServiceNames.ENUMERATION,
                ServiceNames.SERVICE.child("_sub"),
                DnsName.of("local"),
                ServiceNames.subtype(LanTag.of(new byte[LanTag.BYTES])))) {
            DnsWriter query = DnsWriter.query(0);
            assertThat(query.question(DnsQuestion.of(name, RecordType.ANY))).isTrue();
            segment.say(query, ATTACKER);
            segment.say(query, at("10.0.0.66", 1_000));
        }
        segment.run(5_000);
        assertThat(segment.heard()).noneMatch(heard -> heard.message().isResponse());
    }

    @Test
    void s3QuestionsFromElsewhereAreNotAnswered() {
        Station responder = segment.station("10.0.0.1");
        responder.endpoint.announce(ServiceInstance.of(LanOffer.of(4711, TAG), random), segment.nowMillis());
        segment.run(60_000);
        segment.heard().clear();
        DnsWriter query = DnsWriter.query(0);
        assertThat(query.question(DnsQuestion.of(ServiceNames.subtype(TAG), RecordType.PTR)))
                .isTrue();
        segment.say(query, at("192.0.2.1", 5353));
        segment.say(query, at("192.0.2.1", 1_000));
        segment.run(5_000);
        assertThat(segment.heard()).noneMatch(heard -> heard.message().isResponse());
    }
}
