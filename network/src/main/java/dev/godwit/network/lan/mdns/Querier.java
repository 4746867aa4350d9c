package dev.godwit.network.lan.mdns;

import dev.godwit.network.lan.dns.DnsMessage;
import dev.godwit.network.lan.dns.DnsQuestion;
import dev.godwit.network.lan.dns.DnsRecord;
import dev.godwit.network.lan.dns.DnsWriter;
import dev.godwit.network.lan.link.Link;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Asks for all searches on one link, and hears the answers (RFC 6762 §5). What is due at the same time travels in the
 * same message. Without port 5353 every question is asked from the port of our own.
 */
final class Querier {
    /** Questions that fit into one message, whatever their names. */
    private static final int QUESTIONS_OF_MESSAGE_MAX = 4;

    /** Questions about candidates are provoked by others, so they are counted: burst, and each second. */
    private static final int ATTEMPTS_BURST = 64;

    private static final int ATTEMPTS_PER_SECOND = 16;

    private final Link link;
    private final boolean hasPort;
    private final RandomGenerator random;
    private final int oneShotId;
    private final Budget attempts;
    private final Map<Search, LinkSearch> searches = new LinkedHashMap<>();

    Querier(Link link, boolean hasPort, RandomGenerator random, long nowMillis) {
        this.link = link;
        this.hasPort = hasPort;
        this.random = random;
        this.oneShotId = random.nextInt(1, 1 << Short.SIZE);
        this.attempts = new Budget(ATTEMPTS_BURST, ATTEMPTS_PER_SECOND, nowMillis);
    }

    /** What the answers to our own port must repeat. */
    int oneShotId() {
        return oneShotId;
    }

    void open(Search search, long nowMillis) {
        searches.put(search, new LinkSearch(search, link, random, nowMillis));
    }

    void close(Search search) {
        searches.remove(search);
    }

    /** Takes a response in, and returns what it says about searches. */
    List<Sighting> response(DnsMessage response, InetAddress source, long nowMillis) {
        if (searches.isEmpty()) {
            return List.of();
        }
        List<DnsRecord> records = response.records();
        List<Sighting> sightings = new ArrayList<>();
        for (LinkSearch search : searches.values()) {
            sightings.addAll(search.response(records, source, nowMillis));
        }
        return sightings;
    }

    /** Adds what is to be sent now, and returns what has gone. */
    List<Sighting> poll(long nowMillis, List<Outgoing> out) {
        List<Sighting> gone = new ArrayList<>();
        List<DnsQuestion> oneShot = new ArrayList<>();
        List<DnsQuestion> multicast = new ArrayList<>();
        List<DnsRecord> known = new ArrayList<>();
        for (LinkSearch search : searches.values()) {
            gone.addAll(search.expire(nowMillis));
            if (search.queryMillis() <= nowMillis) {
                (search.isFirst() ? oneShot : multicast).add(search.question());
                known.addAll(search.knownAnswers(nowMillis));
                search.wasAsked(nowMillis);
            }
            for (DnsQuestion question : search.attempts(nowMillis)) {
                if (attempts.take(nowMillis)) {
                    multicast.add(question);
                }
            }
        }
        for (byte[] message : messages(oneShot, List.of(), oneShotId)) {
            out.add(Outgoing.oneShot(message));
        }
        for (byte[] message : messages(multicast, known, hasPort ? 0 : oneShotId)) {
            out.add(hasPort ? Outgoing.multicast(message) : Outgoing.oneShot(message));
        }
        return gone;
    }

    /** As many messages as the questions need; known answers go as far as there is room: the others come again. */
    private static List<byte[]> messages(List<DnsQuestion> questions, List<DnsRecord> known, int id) {
        List<byte[]> messages = new ArrayList<>();
        for (int i = 0; i < questions.size(); i += QUESTIONS_OF_MESSAGE_MAX) {
            List<DnsQuestion> some = questions.subList(i, Math.min(questions.size(), i + QUESTIONS_OF_MESSAGE_MAX));
            DnsWriter message = DnsWriter.query(id);
            some.forEach(message::question);
            for (DnsRecord record : known) {
                if (isAsked(some, record)) {
                    message.answer(record);
                }
            }
            messages.add(message.toBytes());
        }
        return messages;
    }

    private static boolean isAsked(List<DnsQuestion> questions, DnsRecord record) {
        for (DnsQuestion question : questions) {
            if (question.isAnsweredBy(record)) {
                return true;
            }
        }
        return false;
    }

    /** When there is something to do. */
    long dueMillis() {
        long due = Times.NEVER;
        for (LinkSearch search : searches.values()) {
            due = Math.min(due, search.dueMillis());
        }
        return due;
    }
}
