package dev.godwit.network.lan.mdns;

import dev.godwit.network.lan.dns.DnsRecord;
import dev.godwit.network.lan.dns.DnsWriter;
import dev.godwit.network.lan.link.Link;
import dev.godwit.network.lan.service.ServiceInstance;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One of our offers on one link: its records, and when they are said unasked. Every message is about one offer. */
final class LinkOffer {
    /** RFC 6762 §8.3: at least two. */
    private static final int ANNOUNCEMENTS = 2;

    private final ServiceInstance instance;
    private final List<OwnRecord> records = new ArrayList<>();
    private int announcementsLeft = ANNOUNCEMENTS;
    private long announcementMillis;

    LinkOffer(ServiceInstance instance, Link link, long nowMillis) {
        this.instance = instance;
        this.announcementMillis = nowMillis;
        List<OwnRecord> addresses = own(instance.addresses(link), List.of());
        List<OwnRecord> details = own(instance.details(), addresses);
        List<OwnRecord> all = new ArrayList<>(details);
        all.addAll(addresses);
        records.addAll(own(instance.pointers(), all));
        records.addAll(all);
    }

    private static List<OwnRecord> own(List<DnsRecord> records, List<OwnRecord> companions) {
        List<OwnRecord> own = new ArrayList<>();
        for (DnsRecord record : records) {
            own.add(new OwnRecord(record, companions));
        }
        return own;
    }

    ServiceInstance instance() {
        return instance;
    }

    List<OwnRecord> records() {
        return records;
    }

    /** When something is to be multicast. */
    long dueMillis() {
        long due = announcementMillis;
        for (OwnRecord record : records) {
            due = Math.min(due, record.dueMillis());
        }
        return due;
    }

    /** The message that is due, if one is. */
    byte @Nullable [] poll(long nowMillis) {
        if (announcementMillis <= nowMillis) {
            announcementsLeft--;
            announcementMillis = announcementsLeft > 0 ? nowMillis + Times.ANNOUNCEMENT_INTERVAL : Times.NEVER;
            return multicast(records, nowMillis);
        }
        List<OwnRecord> due = new ArrayList<>();
        for (OwnRecord record : records) {
            if (record.dueMillis() <= nowMillis) {
                due.add(record);
            }
        }
        return due.isEmpty() ? null : multicast(due, nowMillis);
    }

    private static byte[] multicast(List<OwnRecord> answers, long nowMillis) {
        DnsWriter message = DnsWriter.response();
        for (OwnRecord answer : answers) {
            if (message.answer(answer.record())) {
                answer.wasMulticast(nowMillis);
            }
        }
        for (OwnRecord companion : companions(answers)) {
            if (message.additional(companion.record())) {
                companion.wasMulticast(nowMillis);
            }
        }
        return message.toBytes();
    }

    /** What goes with these answers and is not among them. */
    static Set<OwnRecord> companions(List<OwnRecord> answers) {
        Set<OwnRecord> companions = new LinkedHashSet<>();
        for (OwnRecord answer : answers) {
            companions.addAll(answer.companions());
        }
        answers.forEach(companions::remove);
        return companions;
    }

    /** Takes everything back: RFC 6762 §10.1. */
    byte[] goodbye() {
        DnsWriter message = DnsWriter.response();
        for (OwnRecord own : records) {
            boolean _ = message.answer(own.record().withTtl(0));
        }
        return message.toBytes();
    }
}
