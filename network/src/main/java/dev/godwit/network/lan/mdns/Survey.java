package dev.godwit.network.lan.mdns;

import dev.godwit.network.lan.dns.DnsMessage;
import dev.godwit.network.lan.dns.DnsRecord;
import dev.godwit.network.lan.dns.RecordContent;
import dev.godwit.network.lan.service.ServiceNames;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Who and what answers on the links, for a person who wants to know whether multicast works. Capped: security case H7. */
public final class Survey {
    /** Types of services that are kept. */
    static final int TYPES_MAX = 64;

    /** Hosts that are told apart. */
    static final int RESPONDERS_MAX = 256;

    private final Set<String> types = new TreeSet<>();
    private final Set<InetAddress> responders = new HashSet<>();

    void response(DnsMessage response, InetAddress source) {
        if (responders.size() < RESPONDERS_MAX) {
            responders.add(source);
        }
        for (DnsRecord record : response.records()) {
            if (record.content() instanceof RecordContent.Pointer pointer
                    && record.name().equals(ServiceNames.ENUMERATION)
                    && types.size() < TYPES_MAX) {
                types.add(pointer.target().toString());
            }
        }
    }

    /** The types of services, such as {@code _ipp._tcp.local}, sorted; printable ASCII only. */
    public List<String> types() {
        return List.copyOf(types);
    }

    /** How many addresses have answered anything. */
    public int responders() {
        return responders.size();
    }
}
