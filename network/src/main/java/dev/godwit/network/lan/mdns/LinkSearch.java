package dev.godwit.network.lan.mdns;

import dev.godwit.network.lan.dns.DnsName;
import dev.godwit.network.lan.dns.DnsQuestion;
import dev.godwit.network.lan.dns.DnsRecord;
import dev.godwit.network.lan.dns.RecordContent;
import dev.godwit.network.lan.dns.RecordType;
import dev.godwit.network.lan.link.Link;
import dev.godwit.network.lan.service.ServiceNames;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * One search on one link: when it is asked again, and what was heard. It is asked at once from a port of our own, whose
 * answers come by unicast without delay; then, unless that found something, after 20 to 120 ms by multicast, because many
 * firewalls let in nothing else; then after 1, 2, 4 … seconds (RFC 6762 §5.2). Security case H7: candidates are capped,
 * for each host that names some too.
 */
final class LinkSearch {
    /** Candidates that are kept. */
    static final int CANDIDATES_MAX = 64;

    /** Of those, from one address. */
    static final int CANDIDATES_OF_SOURCE_MAX = 8;

    private final Search search;
    private final Link link;
    private final RandomGenerator random;
    private final Map<DnsName, Candidate> candidates = new LinkedHashMap<>();
    private boolean isFirst = true;
    private long queryMillis;
    private long intervalMillis = Times.QUERY_INTERVAL;

    LinkSearch(Search search, Link link, RandomGenerator random, long nowMillis) {
        this.search = search;
        this.link = link;
        this.random = random;
        this.queryMillis = nowMillis;
    }

    DnsQuestion question() {
        return DnsQuestion.of(search.name(), RecordType.PTR);
    }

    /** Whether the next query is the first. */
    boolean isFirst() {
        return isFirst;
    }

    long queryMillis() {
        return queryMillis;
    }

    /** It was asked, by whichever way: sets the next time. */
    void wasAsked(long nowMillis) {
        if (isFirst) {
            isFirst = false;
            queryMillis = nowMillis + Times.shortDelay(random);
        } else {
            queryMillis = nowMillis + intervalMillis;
            intervalMillis = Math.min(2 * intervalMillis, Times.QUERY_INTERVAL_MAX);
        }
    }

    /** Somebody has answered the first query: the second has lost its reason. */
    private void skipSecond(long nowMillis) {
        if (!isFirst && intervalMillis == Times.QUERY_INTERVAL && queryMillis > nowMillis) {
            wasAsked(nowMillis);
        }
    }

    /** Takes the records of a response in, and returns what is new. */
    List<Sighting> response(List<DnsRecord> records, InetAddress source, long nowMillis) {
        List<Sighting> sightings = new ArrayList<>();
        for (DnsRecord record : records) {
            if (record.content() instanceof RecordContent.Pointer pointer
                    && record.name().equals(search.name())
                    && ServiceNames.isInstance(pointer.target())) {
                point(pointer.target(), record, source, nowMillis, sightings);
            }
        }
        for (Candidate candidate : candidates.values()) {
            candidate.takeDetails(records);
            candidate.takeAddresses(records, link);
            Sighting news = candidate.news(search, link);
            if (news != null) {
                sightings.add(news);
                skipSecond(nowMillis);
            }
        }
        return sightings;
    }

    private void point(
            DnsName instance, DnsRecord pointer, InetAddress source, long nowMillis, List<Sighting> sightings) {
        Candidate known = candidates.get(instance);
        if (pointer.ttlSeconds() == 0) {
            if (known != null) {
                candidates.remove(instance);
                sightings.add(known.gone(search, link));
            }
        } else if (known != null) {
            known.refresh(pointer, nowMillis);
        } else if (hasRoomFor(source)) {
            candidates.put(instance, new Candidate(instance, pointer, source, nowMillis));
        }
    }

    private boolean hasRoomFor(InetAddress source) {
        int ofSource = 0;
        for (Candidate candidate : candidates.values()) {
            ofSource += candidate.source().equals(source) ? 1 : 0;
        }
        return candidates.size() < CANDIDATES_MAX && ofSource < CANDIDATES_OF_SOURCE_MAX;
    }

    /** Forgets what has not been confirmed in time, and returns it. */
    List<Sighting> expire(long nowMillis) {
        List<Sighting> gone = new ArrayList<>();
        Iterator<Candidate> each = candidates.values().iterator();
        while (each.hasNext()) {
            Candidate candidate = each.next();
            if (candidate.expiryMillis() <= nowMillis) {
                each.remove();
                gone.add(candidate.gone(search, link));
            }
        }
        return gone;
    }

    /** What need not be told again. */
    List<DnsRecord> knownAnswers(long nowMillis) {
        List<DnsRecord> known = new ArrayList<>();
        for (Candidate candidate : candidates.values()) {
            DnsRecord record = candidate.knownAnswer(nowMillis);
            if (record != null) {
                known.add(record);
            }
        }
        return known;
    }

    /** What is to be asked now about candidates. */
    List<DnsQuestion> attempts(long nowMillis) {
        List<DnsQuestion> questions = new ArrayList<>();
        for (Candidate candidate : candidates.values()) {
            if (candidate.attemptMillis() <= nowMillis) {
                questions.addAll(candidate.attempt(nowMillis));
            }
        }
        return questions;
    }

    /** When there is something to do. */
    long dueMillis() {
        long due = queryMillis;
        for (Candidate candidate : candidates.values()) {
            due = Math.min(due, Math.min(candidate.attemptMillis(), candidate.expiryMillis()));
        }
        return due;
    }
}
