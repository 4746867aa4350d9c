package dev.godwit.node.finding;

import dev.godwit.dht.Dht;
import dev.godwit.network.lan.Lan;
import dev.godwit.network.route.KnownAddresses;
import dev.godwit.network.route.Searches;
import dev.godwit.node.finding.record.RecordTerms;
import dev.godwit.node.home.Configuration;
import dev.godwit.node.home.Home;
import dev.godwit.node.home.RecordNumbers;
import dev.godwit.node.home.Setting;
import dev.godwit.transfer.event.TransferEvent;
import dev.godwit.wire.code.Slot;
import dev.godwit.wire.fault.FaultException;
import dev.godwit.wire.identity.Identity;
import dev.godwit.wire.link.Search;
import dev.godwit.wire.ticket.ShareId;
import dev.godwit.wire.ticket.Ticket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Where this process is found and looks for others. Nothing is opened before it is needed. Safe on every thread; closing
 * ends what still runs.
 */
public final class Discovery implements AutoCloseable {
    static final String FROM_TICKET = "the ticket";
    static final String FROM_OPTION = "--at";
    private static final String FROM_LAST_TIME = "the last connection";

    private final Home home;
    private final Shared<Lan> lan;
    private final Shared<DhtAccess> dht;

    private Discovery(Home home, Shared<Lan> lan, Shared<DhtAccess> dht) {
        this.home = home;
        this.lan = lan;
        this.dht = dht;
    }

    /**
     * Discovery as this home is configured.
     *
     * @param bind the only address to use; empty for all
     * @throws FaultException when the configuration can not be read
     */
    public static Discovery open(Home home, Finding finding, Optional<InetAddress> bind) throws FaultException {
        Configuration configuration = new Configuration(home);
        boolean usesLan = finding.lan() && !isOff(configuration, Setting.LAN);
        boolean usesDht = finding.dht() && !isOff(configuration, Setting.DHT_MODE);
        Shared<Lan> lan = usesLan ? new Shared<>(() -> LanAccess.open(bind)) : Shared.none();
        Shared<DhtAccess> dht = usesDht ? new Shared<>(() -> DhtAccess.start(home, bind)) : Shared.none();
        return new Discovery(home, lan, dht);
    }

    private static boolean isOff(Configuration configuration, Setting setting) throws FaultException {
        return configuration.value(setting).equals("off");
    }

    /**
     * A share that wants to be found.
     *
     * @param identity its sender's
     * @param port where its sender listens
     * @param addresses the same, with the addresses of this machine
     * @param share its id
     * @param slot its code's digits
     */
    public record Presence(Identity identity, int port, List<InetSocketAddress> addresses, ShareId share, Slot slot) {
        /** Copies the list. */
        public Presence {
            addresses = List.copyOf(addresses);
        }
    }

    /**
     * Lets a share be found until the announcement is closed; begins in the background.
     *
     * @param events is told where it can not be found, and why; on any thread
     * @throws FaultException when the configuration can not be read
     */
    public Announcement announce(Presence presence, Consumer<TransferEvent> events) throws FaultException {
        Configuration configuration = new Configuration(home);
        List<Announcement> parts = new ArrayList<>();
        if (lan.isWanted()) {
            Optional<String> name =
                    Optional.of(configuration.value(Setting.LAN_NAME)).filter(it -> !it.isEmpty());
            parts.add(LanAnnouncement.begin(
                    lan,
                    presence,
                    name,
                    why -> events.accept(new TransferEvent.Unannounced("the local network", why, !dht.isWanted()))));
        }
        if (dht.isWanted()) {
            parts.add(DhtAnnouncement.ofShare(dht::get, presence));
            RecordTerms terms = RecordTerms.of(configuration);
            if (terms.publishes()) {
                parts.add(DhtAnnouncement.ofPeer(dht::get, presence, terms, new RecordNumbers(home)));
            }
        }
        return () -> parts.forEach(Announcement::close);
    }

    /** Where to look for the sender of a ticket. */
    public Searches searches(Ticket ticket, List<InetSocketAddress> at) {
        if (!at.isEmpty()) {
            return only(at);
        }
        Search known = new KnownAddresses(FROM_TICKET, ticket.addresses());
        List<Search> later = looking(Keys.of(ticket.capability().shareId()));
        if (dht.isWanted()) {
            later.add(DhtSearch.forPeer(this::node, ticket.peerId()));
        }
        return new Searches(List.of(known), later);
    }

    /** Where to look for who offers a code. */
    public Searches searches(Slot slot, List<InetSocketAddress> at) {
        return at.isEmpty() ? Searches.of(looking(Keys.of(slot))) : only(at);
    }

    /** Where to look for a sender again that was found by its code. */
    public Searches searchesAgain(InetSocketAddress last, Slot slot, List<InetSocketAddress> at) {
        Search known = new KnownAddresses(FROM_LAST_TIME, List.of(last));
        return at.isEmpty() ? new Searches(List.of(known), looking(Keys.of(slot))) : only(at);
    }

    private static Searches only(List<InetSocketAddress> at) {
        return Searches.of(List.of(new KnownAddresses(FROM_OPTION, at)));
    }

    private List<Search> looking(Keys keys) {
        List<Search> searches = new ArrayList<>();
        if (lan.isWanted()) {
            searches.add(new LanSearch(lan, keys.lan()));
        }
        if (dht.isWanted()) {
            searches.add(DhtSearch.forKey(this::node, keys.dht()));
        }
        return searches;
    }

    private Optional<Dht> node() {
        return dht.get().map(DhtAccess::dht);
    }

    @Override
    public void close() {
        lan.close();
        dht.close();
    }
}
