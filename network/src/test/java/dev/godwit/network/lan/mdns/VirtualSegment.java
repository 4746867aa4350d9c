package dev.godwit.network.lan.mdns;

import dev.godwit.network.lan.dns.DnsFormatException;
import dev.godwit.network.lan.dns.DnsMessage;
import dev.godwit.network.lan.dns.DnsReader;
import dev.godwit.network.lan.dns.DnsWriter;
import dev.godwit.network.lan.link.Link;
import dev.godwit.network.lan.mdns.Outgoing.Port;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** An Ethernet segment without Ethernet: endpoints, datagrams that take no time, a clock that jumps to what is due. */
final class VirtualSegment {
    private static final int OWN_PORT = 40_000;

    private final List<Station> stations = new ArrayList<>();
    private final List<Heard> heard = new ArrayList<>();
    private final SplittableRandom random;
    private long nowMillis = 1_000_000;

    VirtualSegment(SplittableRandom random) {
        this.random = random;
    }

    /** What passed: when, from where, to whom (null is the group), and what it said. */
    record Heard(
            long millis, InetSocketAddress from, @Nullable InetSocketAddress to, DnsMessage message, int bytes) {}

    /** One endpoint with its address. */
    final class Station {
        final LinkEndpoint endpoint;
        final String ip;
        final Traffic traffic = new Traffic();
        final List<Sighting> sightings = new ArrayList<>();

        Station(Link link, boolean hasPort, String ip) {
            this.ip = ip;
            this.endpoint = new LinkEndpoint(link, hasPort, random.split(), traffic, nowMillis);
        }
    }

    Station station(String ip) {
        return station(TestLinks.ipv4("eth0", 2, ip + "/24"), true, ip);
    }

    Station station(Link link, boolean hasPort, String ip) {
        Station station = new Station(link, hasPort, ip);
        stations.add(station);
        return station;
    }

    long nowMillis() {
        return nowMillis;
    }

    List<Heard> heard() {
        return heard;
    }

    /** Says a datagram to everybody, as a stranger would. */
    void say(DnsWriter message, InetSocketAddress from) {
        deliver(Outgoing.multicast(message.toBytes()), from, null);
    }

    /** Lets time pass, and everything happen in it. */
    void run(long millis) {
        long end = nowMillis + millis;
        while (true) {
            settle();
            long due = Times.NEVER;
            for (Station station : stations) {
                due = Math.min(due, station.endpoint.dueMillis());
            }
            if (due > end) {
                nowMillis = end;
                return;
            }
            nowMillis = Math.max(nowMillis, due);
        }
    }

    private void settle() {
        for (boolean quiet = false; !quiet; ) {
            quiet = true;
            for (Station station : stations) {
                List<Outgoing> out = new ArrayList<>();
                station.sightings.addAll(station.endpoint.poll(nowMillis, out));
                for (Outgoing datagram : out) {
                    quiet = false;
                    boolean isShared = datagram.port() == Port.SHARED;
                    deliver(datagram, TestLinks.at(station.ip, isShared ? 5353 : OWN_PORT), datagram.to());
                }
            }
        }
    }

    private void deliver(Outgoing datagram, InetSocketAddress from, @Nullable InetSocketAddress to) {
        try {
            int bytes = datagram.datagram().remaining();
            heard.add(new Heard(
                    nowMillis, from, to, DnsReader.read(datagram.datagram().duplicate()), bytes));
        } catch (DnsFormatException e) {
            throw new AssertionError(e);
        }
        for (Station station : stations) {
            boolean isForIt = to == null
                    ? station.endpoint.isAnswering()
                    : to.getAddress().equals(TestLinks.ip(station.ip)) && to.getPort() == OWN_PORT;
            if (isForIt) {
                Port at = to == null ? Port.SHARED : Port.OWN;
                station.sightings.addAll(
                        station.endpoint.receive(datagram.datagram().duplicate(), from, at, nowMillis));
            }
        }
    }
}
