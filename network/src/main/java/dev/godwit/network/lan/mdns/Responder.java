package dev.godwit.network.lan.mdns;

import dev.godwit.network.lan.dns.DnsMessage;
import dev.godwit.network.lan.dns.DnsName;
import dev.godwit.network.lan.dns.DnsQuestion;
import dev.godwit.network.lan.dns.DnsRecord;
import dev.godwit.network.lan.dns.DnsWriter;
import dev.godwit.network.lan.link.Link;
import dev.godwit.network.lan.link.LinkSockets;
import dev.godwit.network.lan.service.ServiceInstance;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Answers for our offers on one link (RFC 6762 §6). Whoever asks without knowing a tag gets an answer only when an offer
 * is public, so nobody can list what is offered here (security cases S2, S3).
 *
 * <p>Left out on purpose: falling silent because somebody else gave our answer (§7.4). No honest host has our records,
 * and a dishonest one could keep us quiet with a copy.
 */
final class Responder {
    /** Questions of one message that are looked at. */
    private static final int QUESTIONS_MAX = 64;

    /** What a resolver that hears nothing of goodbyes may remember, RFC 6762 §6.7. */
    private static final long LEGACY_TTL_SECONDS = 10;

    /** Answers by unicast are neither merged nor delayed, so they are counted: burst, and each second. */
    private static final int UNICAST_BURST = 50;

    private static final int UNICAST_PER_SECOND = 20;

    private final Link link;
    private final RandomGenerator random;
    private final Budget unicasts;
    private final List<LinkOffer> offers = new ArrayList<>();
    private final Map<DnsName, List<OwnRecord>> recordsByName = new HashMap<>();
    private final List<Outgoing> ready = new ArrayList<>();

    Responder(Link link, RandomGenerator random, long nowMillis) {
        this.link = link;
        this.random = random;
        this.unicasts = new Budget(UNICAST_BURST, UNICAST_PER_SECOND, nowMillis);
    }

    /** Announces an offer now and a second later, and answers for it from now on. */
    void add(ServiceInstance instance, long nowMillis) {
        offers.add(new LinkOffer(instance, link, nowMillis));
        index();
    }

    /** Says goodbye. */
    void remove(ServiceInstance instance) {
        for (LinkOffer offer : offers) {
            if (offer.instance() == instance) {
                ready.add(Outgoing.multicast(offer.goodbye()));
            }
        }
        offers.removeIf(offer -> offer.instance() == instance);
        index();
    }

    private void index() {
        recordsByName.clear();
        for (LinkOffer offer : offers) {
            for (OwnRecord own : offer.records()) {
                recordsByName
                        .computeIfAbsent(own.record().name(), _ -> new ArrayList<>())
                        .add(own);
            }
        }
    }

    /** Takes a query in. */
    void query(DnsMessage query, InetSocketAddress source, long nowMillis) {
        if (query.questions().isEmpty()) {
            withdraw(query.answers(), source);
            return;
        }
        Map<OwnRecord, DnsQuestion> asked = asked(query);
        boolean isLegacy = source.getPort() != LinkSockets.PORT;
        List<OwnRecord> unicast = new ArrayList<>();
        for (Map.Entry<OwnRecord, DnsQuestion> entry : asked.entrySet()) {
            OwnRecord own = entry.getKey();
            boolean isQuiet = entry.getValue().wantsUnicast() && own.isFreshEverywhere(nowMillis);
            if (isLegacy || isQuiet) {
                unicast.add(own);
            } else {
                own.ask(nowMillis + delayMillis(own, query), source);
            }
        }
        if (!unicast.isEmpty() && unicasts.take(nowMillis)) {
            byte[] reply = isLegacy ? legacyReply(query, asked) : reply(unicast);
            ready.add(Outgoing.unicast(reply, source));
        }
    }

    /** Which records are asked for and not known to the asker, each with its first question. */
    private Map<OwnRecord, DnsQuestion> asked(DnsMessage query) {
        Map<OwnRecord, DnsQuestion> asked = new LinkedHashMap<>();
        int count = Math.min(QUESTIONS_MAX, query.questions().size());
        for (DnsQuestion question : query.questions().subList(0, count)) {
            for (OwnRecord own : recordsByName.getOrDefault(question.name(), List.of())) {
                if (question.isAnsweredBy(own.record())) {
                    asked.putIfAbsent(own, question);
                }
            }
        }
        asked.keySet().removeIf(own -> own.isIn(query.answers()));
        return asked;
    }

    /** Known answers that go on from an earlier message of the same querier. */
    private void withdraw(List<DnsRecord> knownAnswers, InetSocketAddress source) {
        for (DnsRecord known : knownAnswers) {
            for (OwnRecord own : recordsByName.getOrDefault(known.name(), List.of())) {
                if (own.isIn(List.of(known))) {
                    own.withdraw(source);
                }
            }
        }
    }

    private long delayMillis(OwnRecord own, DnsMessage query) {
        if (query.isTruncated()) {
            return Times.truncationDelay(random);
        }
        // RFC 6762 §6: who alone can answer does so at once; others might collide.
        return own.record().cacheFlush() ? 0 : Times.shortDelay(random);
    }

    private static byte[] reply(List<OwnRecord> answers) {
        DnsWriter message = DnsWriter.response();
        answers.forEach(own -> message.answer(own.record()));
        LinkOffer.companions(answers).forEach(own -> message.additional(own.record()));
        return message.toBytes();
    }

    private static byte[] legacyReply(DnsMessage query, Map<OwnRecord, DnsQuestion> asked) {
        DnsWriter message = DnsWriter.legacyResponse(query.id());
        asked.values().stream().distinct().forEach(message::question);
        List<OwnRecord> answers = List.copyOf(asked.keySet());
        answers.forEach(own -> message.answer(own.record().forLegacy(LEGACY_TTL_SECONDS)));
        LinkOffer.companions(answers)
                .forEach(own -> message.additional(own.record().forLegacy(LEGACY_TTL_SECONDS)));
        return message.toBytes();
    }

    /** Adds what is to be sent now. */
    void poll(long nowMillis, List<Outgoing> out) {
        out.addAll(ready);
        ready.clear();
        for (LinkOffer offer : offers) {
            byte[] message = offer.poll(nowMillis);
            if (message != null) {
                out.add(Outgoing.multicast(message));
            }
        }
    }

    /** When there will be something to send. */
    long dueMillis() {
        long due = ready.isEmpty() ? Times.NEVER : 0;
        for (LinkOffer offer : offers) {
            due = Math.min(due, offer.dueMillis());
        }
        return due;
    }
}
