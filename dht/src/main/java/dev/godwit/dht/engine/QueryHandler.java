package dev.godwit.dht.engine;

import dev.godwit.dht.item.Item;
import dev.godwit.dht.item.MutableItem;
import dev.godwit.dht.krpc.ErrorCode;
import dev.godwit.dht.krpc.ItemFields;
import dev.godwit.dht.krpc.Message;
import dev.godwit.dht.krpc.Request;
import dev.godwit.dht.krpc.Response;
import dev.godwit.dht.node.Contact;
import dev.godwit.dht.node.Family;
import dev.godwit.dht.node.Id;
import dev.godwit.dht.routing.RoutingRules;
import dev.godwit.dht.storage.ItemStore;
import dev.godwit.dht.storage.PeerStore;
import dev.godwit.dht.storage.Tokens;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Answers what others ask. BEP 5, 32, 33, 44, 51. */
final class QueryHandler {
    /** More peers do not fit in a reply of 1,024 bytes. */
    private static final int PEERS_MAX = 100;

    private final Node node;
    private final Tokens tokens;
    private final PeerStore peers;
    private final ItemStore items;

    QueryHandler(Node node, Instant now) {
        this.node = node;
        this.tokens = new Tokens(node.random(), now);
        this.peers = new PeerStore(node.settings().storage(), node.rules(), node.random());
        this.items = new ItemStore(node.settings().storage(), node.verifier());
    }

    PeerStore peers() {
        return peers;
    }

    ItemStore items() {
        return items;
    }

    /** What is kept under {@code target}, for this node's own use. */
    Response kept(Id target) {
        List<InetSocketAddress> found = new ArrayList<>();
        for (Side side : node.sides()) {
            found.addAll(peers.peers(target, side.family(), false, PEERS_MAX));
        }
        Response response = Response.of(target).withPeers(found);
        return items.get(target).map(ItemFields::of).map(response::withItem).orElse(response);
    }

    void expire(Instant now) {
        peers.expire(now);
        items.expire(now);
    }

    /** The reply to {@code query}, or why there is none. */
    Message answer(Message.Query query, InetSocketAddress source, Side side, Instant now) {
        Question question = new Question(source, side, now);
        return switch (query.request()) {
            case Request.Ping _ -> question.reply(query, Response.of(side.id()));
            case Request.FindNode find -> question.reply(query, question.way(find.target(), find.want()));
            case Request.GetPeers get -> question.reply(query, question.peers(get));
            case Request.Get get -> question.reply(query, question.item(get));
            case Request.SampleInfohashes sample ->
                question.reply(
                        query, question.way(sample.target(), sample.want()).withSamples(peers.samples()));
            case Request.AnnouncePeer announce -> question.stored(query, question.announce(announce));
            case Request.Put put -> question.stored(query, question.put(put));
        };
    }

    /** A query's circumstances. */
    private final class Question {
        private final InetSocketAddress source;
        private final Side side;
        private final Instant now;

        Question(InetSocketAddress source, Side side, Instant now) {
            this.source = source;
            this.side = side;
            this.now = now;
        }

        Message.Reply reply(Message.Query query, Response response) {
            return new Message.Reply(query.transaction(), response, Optional.of(source));
        }

        Message stored(Message.Query query, Optional<ErrorCode> refusal) {
            return refusal.isPresent()
                    ? Message.Failure.of(query.transaction(), refusal.get())
                    : reply(query, Response.of(side.id()));
        }

        Response way(Id target, Set<Family> want) {
            List<Contact> nodes = new ArrayList<>();
            for (Family family : want.isEmpty() ? Set.of(side.family()) : want) {
                node.side(family).ifPresent(wanted -> nodes.addAll(closest(wanted, target)));
            }
            return Response.of(side.id()).withNodes(nodes);
        }

        /** The asking node has no use for itself. */
        private List<Contact> closest(Side wanted, Id target) {
            return wanted.table().closest(target, RoutingRules.K + 1, now).stream()
                    .filter(contact -> !contact.address().equals(source))
                    .limit(RoutingRules.K)
                    .toList();
        }

        Response peers(Request.GetPeers get) {
            Response response = way(get.infoHash(), get.want())
                    .withPeers(peers.peers(get.infoHash(), side.family(), get.noSeeds(), PEERS_MAX));
            if (peers.hasRoom(get.infoHash(), source)) {
                response = response.withToken(tokens.issue(source, get.infoHash(), now));
            }
            // BEP 33: filters instead of peers, and only for what is known.
            boolean counts = get.scrape() && !response.peers().isEmpty();
            return counts ? response.withPeers(List.of()).withScrape(peers.scrape(get.infoHash())) : response;
        }

        Response item(Request.Get get) {
            Response response = way(get.target(), get.want());
            if (items.hasRoom(get.target(), node.rules().origin(source))) {
                response = response.withToken(tokens.issue(source, get.target(), now));
            }
            Optional<Item> item = items.get(get.target());
            return item.isPresent() ? response.withItem(fields(item.get(), get.newerThan())) : response;
        }

        private ItemFields fields(Item item, OptionalLong newerThan) {
            return item instanceof MutableItem mutable
                            && newerThan.isPresent()
                            && mutable.sequence() <= newerThan.getAsLong()
                    ? ItemFields.sequenceOnly(mutable.sequence())
                    : ItemFields.of(item);
        }

        Optional<ErrorCode> announce(Request.AnnouncePeer announce) {
            if (!tokens.accepts(announce.token(), source, announce.infoHash(), now)) {
                return Optional.of(ErrorCode.PROTOCOL);
            }
            node.returnPaths().prove(source, now);
            int port = announce.impliedPort() ? source.getPort() : announce.port();
            InetSocketAddress peer = new InetSocketAddress(source.getAddress(), port);
            boolean kept = peers.add(announce.infoHash(), peer, announce.seed(), now);
            return kept ? Optional.empty() : Optional.of(ErrorCode.SERVER);
        }

        Optional<ErrorCode> put(Request.Put put) {
            if (!tokens.accepts(put.token(), source, put.item().target(), now)) {
                return Optional.of(ErrorCode.PROTOCOL);
            }
            node.returnPaths().prove(source, now);
            return items.put(put.item(), put.expected(), node.rules().origin(source), now);
        }
    }
}
