package dev.godwit.network.lan.mdns;

import dev.godwit.network.lan.dns.DnsName;
import dev.godwit.network.lan.link.Link;
import dev.godwit.network.lan.service.LanAddress;
import dev.godwit.network.lan.service.LanFinding;
import dev.godwit.network.lan.service.ServiceText;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What one search has found on all links: an instance is one finding, wherever it was heard, and is told again when it
 * gets an address that was not told before. Security case H7: kept and told within caps.
 */
public final class Findings {
    /** Instances that are kept at once. */
    static final int INSTANCES_MAX = 256;

    /** Findings told: burst, and each second. */
    static final int TOLD_BURST = 64;

    private static final int TOLD_PER_SECOND = 4;

    /** Addresses of one instance that are told in its life. */
    private static final int ADDRESSES_MAX = 32;

    private final Search search;
    private final Budget told;
    private final Map<DnsName, Found> instances = new HashMap<>();

    /** Nothing found yet. */
    public Findings(Search search, long nowMillis) {
        this.search = search;
        this.told = new Budget(TOLD_BURST, TOLD_PER_SECOND, nowMillis);
    }

    private static final class Found {
        final Map<Link, List<LanAddress>> addresses = new LinkedHashMap<>();
        final TreeSet<LanAddress> told = new TreeSet<>();
    }

    /** Takes a sighting in; returns what to tell about it, if it is news. */
    public Optional<LanFinding> sighted(Sighting sighting, long nowMillis) {
        Found found = instances.get(sighting.instance());
        if (sighting.addresses().isEmpty()) {
            if (found != null) {
                lose(sighting.instance(), found, sighting.link());
            }
            return Optional.empty();
        }
        if (found == null) {
            if (instances.size() >= INSTANCES_MAX) {
                return Optional.empty();
            }
            found = new Found();
            instances.put(sighting.instance(), found);
        }
        found.addresses.put(sighting.link(), addresses(sighting));
        return news(sighting, found, nowMillis);
    }

    private static List<LanAddress> addresses(Sighting sighting) {
        Link link = sighting.link();
        List<LanAddress> addresses = new ArrayList<>();
        for (InetAddress ip : sighting.addresses()) {
            addresses.add(new LanAddress(link.reach(ip, sighting.port()), link.interfaceName(), link.preference()));
        }
        return addresses;
    }

    private Optional<LanFinding> news(Sighting sighting, Found found, long nowMillis) {
        TreeSet<LanAddress> all = new TreeSet<>();
        found.addresses.values().forEach(all::addAll);
        boolean isNew = !found.told.containsAll(all) && found.told.size() < ADDRESSES_MAX;
        if (!isNew || !told.take(nowMillis)) {
            return Optional.empty();
        }
        found.told.addAll(all);
        ServiceText text = sighting.text();
        String instance = sighting.instance().toString();
        return Optional.of(new LanFinding(instance, search.tag(), List.copyOf(all), text.peerId(), text.name()));
    }

    /** Forgets what was heard on a link that is gone. */
    public void linkIsGone(Link link) {
        for (Map.Entry<DnsName, Found> entry : List.copyOf(instances.entrySet())) {
            lose(entry.getKey(), entry.getValue(), link);
        }
    }

    private void lose(DnsName instance, Found found, Link link) {
        found.addresses.remove(link);
        if (found.addresses.isEmpty()) {
            instances.remove(instance);
        }
    }
}
