package dev.godwit.network.lan.mdns;

import dev.godwit.network.lan.dns.DnsName;
import dev.godwit.network.lan.dns.DnsQuestion;
import dev.godwit.network.lan.dns.DnsRecord;
import dev.godwit.network.lan.dns.RecordContent;
import dev.godwit.network.lan.dns.RecordType;
import dev.godwit.network.lan.link.Family;
import dev.godwit.network.lan.link.Link;
import dev.godwit.network.lan.service.ServiceText;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An instance that a pointer named, put together from the records that come, in whichever order. */
final class Candidate {
    /** Addresses of one host that are kept. */
    private static final int ADDRESSES_MAX = 8;

    /** Questions for what a pointer came without. */
    private static final int ATTEMPTS_MAX = 3;

    private final DnsName instance;
    private final InetAddress source;
    private final Set<InetAddress> addresses = new LinkedHashSet<>();
    private DnsRecord pointer;
    private long pointerMillis;
    private @Nullable DnsName host;
    private int port;
    private @Nullable ServiceText text;
    private boolean changed;
    private int attempts;
    private long attemptMillis;

    Candidate(DnsName instance, DnsRecord pointer, InetAddress source, long nowMillis) {
        this.instance = instance;
        this.pointer = pointer;
        this.source = source;
        this.pointerMillis = nowMillis;
        this.attemptMillis = nowMillis;
    }

    DnsName instance() {
        return instance;
    }

    /** Who spoke of it first. */
    InetAddress source() {
        return source;
    }

    void refresh(DnsRecord newer, long nowMillis) {
        pointer = newer;
        pointerMillis = nowMillis;
    }

    long expiryMillis() {
        return pointerMillis + Times.millis(pointer.ttlSeconds());
    }

    /** Takes host, port and attributes from the records of a message. */
    void takeDetails(List<DnsRecord> records) {
        for (DnsRecord record : records) {
            if (record.ttlSeconds() == 0 || !record.name().equals(instance)) {
                continue;
            }
            if (record.content() instanceof RecordContent.Service service && service.port() > 0) {
                changed |= service.port() != port || !service.target().equals(host);
                port = service.port();
                host = service.target();
            } else if (record.content() instanceof RecordContent.Text attributes) {
                ServiceText newer = ServiceText.of(attributes);
                changed |= !newer.equals(text);
                text = newer;
            }
        }
    }

    /** Takes the host's addresses from the records of a message: those on the link, and no others. */
    void takeAddresses(List<DnsRecord> records, Link link) {
        List<InetAddress> named = new ArrayList<>();
        Set<Family> whole = EnumSet.noneOf(Family.class);
        for (DnsRecord record : records) {
            if (record.content() instanceof RecordContent.Address address
                    && record.name().equals(host)
                    && record.ttlSeconds() > 0
                    && named.size() < ADDRESSES_MAX
                    && link.isOnLink(address.ip())) {
                named.add(address.ip());
                if (record.cacheFlush()) {
                    whole.add(Family.of(address.ip()));
                }
            }
        }
        // RFC 6762 §10.2: what such a message does not name any more has gone.
        addresses.removeIf(known -> whole.contains(Family.of(known)) && !named.contains(known));
        for (InetAddress address : named) {
            changed |= addresses.size() < ADDRESSES_MAX && addresses.add(address);
        }
    }

    /** What is known, if it is all that matters and something of it is new. */
    @Nullable
    Sighting news(Search search, Link link) {
        if (!changed || !isComplete()) {
            return null;
        }
        changed = false;
        return sighting(search, link, List.copyOf(addresses));
    }

    /** That it has gone. */
    Sighting gone(Search search, Link link) {
        return sighting(search, link, List.of());
    }

    private Sighting sighting(Search search, Link link, List<InetAddress> where) {
        ServiceText attributes = text == null ? ServiceText.of(new RecordContent.Text(List.of())) : text;
        return new Sighting(search, link, instance, port, where, attributes);
    }

    private boolean isComplete() {
        return text != null && text.version() == ServiceText.VERSION && port > 0 && !addresses.isEmpty();
    }

    /** The pointer with the time it has left, to be told to those who are asked again; null when it is not worth it. */
    @Nullable
    DnsRecord knownAnswer(long nowMillis) {
        long leftSeconds = (expiryMillis() - nowMillis) / 1000;
        return isComplete() && leftSeconds * 2 > pointer.ttlSeconds() ? pointer.withTtl(leftSeconds) : null;
    }

    /** When to ask for what is missing. */
    long attemptMillis() {
        return isComplete() || attempts >= ATTEMPTS_MAX ? Times.NEVER : attemptMillis;
    }

    /** Asks for what is missing, and later once more. */
    List<DnsQuestion> attempt(long nowMillis) {
        attemptMillis = nowMillis + (Times.QUERY_INTERVAL << attempts);
        attempts++;
        List<DnsQuestion> questions = new ArrayList<>();
        if (host == null || text == null) {
            questions.add(DnsQuestion.of(instance, RecordType.SRV));
            questions.add(DnsQuestion.of(instance, RecordType.TXT));
        }
        if (host != null && addresses.isEmpty()) {
            questions.add(DnsQuestion.of(host, RecordType.A));
            questions.add(DnsQuestion.of(host, RecordType.AAAA));
        }
        return questions;
    }
}
