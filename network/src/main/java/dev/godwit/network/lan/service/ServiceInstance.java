package dev.godwit.network.lan.service;

import dev.godwit.network.lan.dns.DnsName;
import dev.godwit.network.lan.dns.DnsRecord;
import dev.godwit.network.lan.dns.RecordContent;
import dev.godwit.network.lan.link.Link;
import dev.godwit.network.lan.link.OnLinkAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * An offer under names of its own. Both are random, so neither the machine's nor the user's name travels, no two offers
 * of a machine have a name in common, and probing for a collision (RFC 6762 §8.1) is left out: it would cost the first
 * 750 ms to find what 2⁻⁸⁰ excludes.
 */
public final class ServiceInstance {
    /** All records hold so long. RFC 6762 §10 would keep pointers for 75 minutes, which outlives most offers. */
    public static final long TTL_SECONDS = 120;

    /** So that one message holds all records; a link has rarely more. */
    private static final int ADDRESSES_MAX = 8;

    private final LanOffer offer;
    private final DnsName name;
    private final DnsName host;

    private ServiceInstance(LanOffer offer, DnsName name, DnsName host) {
        this.offer = offer;
        this.name = name;
        this.host = host;
    }

    /** Gives an offer its names. */
    public static ServiceInstance of(LanOffer offer, RandomGenerator random) {
        return new ServiceInstance(
                offer,
                ServiceNames.instance(ServiceNames.randomLabel(random)),
                ServiceNames.host(ServiceNames.randomLabel(random)));
    }

    /** Its name. */
    public DnsName name() {
        return name;
    }

    /** What leads to it: the pointers by tag, and when it is public those by type. */
    public List<DnsRecord> pointers() {
        List<DnsRecord> pointers = new ArrayList<>();
        for (LanTag tag : offer.tags()) {
            pointers.add(pointer(ServiceNames.subtype(tag), name));
        }
        if (offer.isPublic()) {
            pointers.add(pointer(ServiceNames.SERVICE, name));
            pointers.add(pointer(ServiceNames.ENUMERATION, ServiceNames.SERVICE));
        }
        return pointers;
    }

    private static DnsRecord pointer(DnsName from, DnsName to) {
        return DnsRecord.shared(from, new RecordContent.Pointer(to), TTL_SECONDS);
    }

    /** Port, host and attributes. */
    public List<DnsRecord> details() {
        return List.of(
                DnsRecord.unique(name, new RecordContent.Service(0, 0, offer.port(), host), TTL_SECONDS),
                DnsRecord.unique(name, ServiceText.of(offer), TTL_SECONDS));
    }

    /** The host's addresses on a link, and of no other: what else this machine is connected to is nobody's business. */
    public List<DnsRecord> addresses(Link link) {
        List<DnsRecord> records = new ArrayList<>();
        for (OnLinkAddress address : link.addresses()) {
            if (records.size() < ADDRESSES_MAX) {
                records.add(DnsRecord.unique(host, new RecordContent.Address(address.ip()), TTL_SECONDS));
            }
        }
        return records;
    }
}
