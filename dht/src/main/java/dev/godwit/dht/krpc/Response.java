package dev.godwit.dht.krpc;

import dev.godwit.dht.bencode.ByteString;
import dev.godwit.dht.node.Contact;
import dev.godwit.dht.node.Id;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/**
 * What a reply says. The bytes do not tell which query it answers, so every part is there or not.
 *
 * @param sender the id of the answering node
 * @param nodes near the target, of both networks
 * @param token to show when storing here
 * @param peers of an info-hash
 * @param item what is stored, as it was sent
 * @param scrape how many peers there are. BEP 33
 * @param samples of info-hashes. BEP 51
 */
public record Response(
        Id sender,
        List<Contact> nodes,
        Optional<ByteString> token,
        List<InetSocketAddress> peers,
        Optional<ItemFields> item,
        Optional<Scrape> scrape,
        Optional<Samples> samples) {
    /** A response with these parts. */
    public Response {
        nodes = List.copyOf(nodes);
        peers = List.copyOf(peers);
    }

    /** Nothing but who answers. */
    public static Response of(Id sender) {
        return new Response(
                sender, List.of(), Optional.empty(), List.of(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** With these nodes instead. */
    public Response withNodes(List<Contact> newNodes) {
        return new Response(sender, newNodes, token, peers, item, scrape, samples);
    }

    /** With this token. */
    public Response withToken(ByteString newToken) {
        return new Response(sender, nodes, Optional.of(newToken), peers, item, scrape, samples);
    }

    /** With these peers instead. */
    public Response withPeers(List<InetSocketAddress> newPeers) {
        return new Response(sender, nodes, token, newPeers, item, scrape, samples);
    }

    /** With this item. */
    public Response withItem(ItemFields newItem) {
        return new Response(sender, nodes, token, peers, Optional.of(newItem), scrape, samples);
    }

    /** With this count of peers. */
    public Response withScrape(Scrape newScrape) {
        return new Response(sender, nodes, token, peers, item, Optional.of(newScrape), samples);
    }

    /** With these info-hashes. */
    public Response withSamples(Samples newSamples) {
        return new Response(sender, nodes, token, peers, item, scrape, Optional.of(newSamples));
    }

    /** Whether it holds what was stored, beside who is near. */
    public boolean hasContent() {
        return !peers.isEmpty() || item.isPresent() || scrape.isPresent() || samples.isPresent();
    }

    /** The way on only: nodes and token. */
    public Response withoutContent() {
        return new Response(sender, nodes, token, List.of(), Optional.empty(), Optional.empty(), Optional.empty());
    }
}
