package dev.godwit.network.lan.mdns;

import dev.godwit.network.lan.dns.DnsFormatException;
import dev.godwit.network.lan.dns.DnsMessage;
import dev.godwit.network.lan.dns.DnsReader;
import dev.godwit.network.lan.link.Link;
import dev.godwit.network.lan.link.LinkSockets;
import dev.godwit.network.lan.mdns.Outgoing.Port;
import dev.godwit.network.lan.service.ServiceInstance;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Multicast DNS on one link, whole: datagrams in, datagrams and sightings out. After each call, {@link #poll} tells what
 * is to be sent now and {@link #dueMillis} when to poll again. Not safe for several threads.
 */
public final class LinkEndpoint {
    private final Link link;
    private final boolean hasPort;
    private final Responder responder;
    private final Querier querier;
    private final Traffic traffic;
    private Optional<Survey> survey = Optional.empty();

    /**
     * Begins to speak on a link.
     *
     * @param hasPort whether port 5353 could be had; else offers are not announced here
     * @param nowMillis the time on a steady clock, as in all calls
     */
    public LinkEndpoint(Link link, boolean hasPort, RandomGenerator random, Traffic traffic, long nowMillis) {
        this.link = link;
        this.hasPort = hasPort;
        this.responder = new Responder(link, random, nowMillis);
        this.querier = new Querier(link, hasPort, random, nowMillis);
        this.traffic = traffic;
    }

    /** The link. */
    public Link link() {
        return link;
    }

    /** Whether offers are announced here. */
    public boolean isAnswering() {
        return hasPort;
    }

    /** Announces an offer, if this link can. */
    public void announce(ServiceInstance instance, long nowMillis) {
        if (hasPort) {
            responder.add(instance, nowMillis);
        }
    }

    /** Takes an offer back. */
    public void withdraw(ServiceInstance instance) {
        responder.remove(instance);
    }

    /** Begins to search. */
    public void open(Search search, long nowMillis) {
        querier.open(search, nowMillis);
    }

    /** Ends a search. */
    public void close(Search search) {
        querier.close(search);
    }

    /** Notes from now on who answers; empty to stop. */
    public void survey(Optional<Survey> notes) {
        survey = notes;
    }

    /**
     * Takes a datagram in, whatever it holds and whoever sent it.
     *
     * @param at the socket it came to
     */
    public List<Sighting> receive(ByteBuffer datagram, InetSocketAddress source, Port at, long nowMillis) {
        if (!link.isOnLink(source.getAddress())) {
            traffic.ignore();
            return List.of();
        }
        try {
            DnsMessage message = DnsReader.read(datagram);
            if (message.isResponse()) {
                return response(message, source, at, nowMillis);
            }
            traffic.heardQuery();
            if (at == Port.SHARED) {
                responder.query(message, source, nowMillis);
            }
        } catch (DnsFormatException e) {
            traffic.ignore();
        }
        return List.of();
    }

    private List<Sighting> response(DnsMessage message, InetSocketAddress source, Port at, long nowMillis) {
        boolean isAsked = at == Port.SHARED || message.id() == querier.oneShotId();
        if (source.getPort() != LinkSockets.PORT || !isAsked) {
            // RFC 6762 §6: an answer from another port is none.
            traffic.ignore();
            return List.of();
        }
        traffic.heardResponse();
        survey.ifPresent(notes -> notes.response(message, source.getAddress()));
        return querier.response(message, source.getAddress(), nowMillis);
    }

    /** Adds what is to be sent now, and returns what has gone. */
    public List<Sighting> poll(long nowMillis, List<Outgoing> out) {
        List<Outgoing> responses = new ArrayList<>();
        responder.poll(nowMillis, responses);
        responses.forEach(_ -> traffic.sentResponse());
        List<Outgoing> queries = new ArrayList<>();
        List<Sighting> gone = querier.poll(nowMillis, queries);
        queries.forEach(_ -> traffic.sentQuery());
        out.addAll(responses);
        out.addAll(queries);
        return gone;
    }

    /** When to poll again; {@link Long#MAX_VALUE} for never. */
    public long dueMillis() {
        return Math.min(responder.dueMillis(), querier.dueMillis());
    }
}
