package dev.godwit.dht.lookup;

import dev.godwit.dht.bencode.ByteString;
import dev.godwit.dht.lookup.Candidate.State;
import dev.godwit.dht.node.AddressRules;
import dev.godwit.dht.node.Contact;
import dev.godwit.dht.node.Id;
import dev.godwit.dht.node.Subnet;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The way to one target: asks the closest contacts that it knows of, learns closer ones from their answers, and is finished
 * when the {@link LookupRules#K} closest that answered know of nobody closer. It also asks everybody within the distance at
 * which, by the size of the network, the k-th node is expected: somebody who crowds around a target to censor it pushes the
 * honest nodes out of the k closest, but not out of this radius (pubky/mainline, {@code censorship-resistance.md}). And it asks
 * the nodes that it knew from the beginning, so that those who answer first cannot keep it among themselves. A stranger, who
 * answers under another id than the one that it was named under, counts when somebody names it as what it says it is.
 */
public final class Lookup {
    private final Id target;
    private final AddressRules rules;
    private double radiusShare;
    private final Comparator<Candidate> closestFirst;
    private final List<Candidate> candidates = new ArrayList<>();
    private final Map<InetSocketAddress, Candidate> asked = new HashMap<>();
    private final Set<Contact> seen = new HashSet<>();
    private final Set<Object> taken = new HashSet<>();
    private final List<Candidate> seeds = new ArrayList<>();
    private final Map<Contact, Candidate> strangers = new HashMap<>();
    private int closestWanted = LookupRules.K;
    private int inFlight;

    /**
     * A look-up that knows nobody yet.
     *
     * @param radiusShare the share of the key space in which k nodes are expected, 0 when that is not known
     */
    public Lookup(Id target, AddressRules rules, double radiusShare) {
        this.target = target;
        this.rules = rules;
        this.radiusShare = radiusShare;
        Comparator<Id> order = target.closestFirst();
        this.closestFirst = (first, second) ->
                order.compare(first.contact().id(), second.contact().id());
    }

    /** Whether the radius is not known. */
    public boolean isNarrow() {
        return radiusShare == 0;
    }

    /** Asks everybody within this share of the key space, too: there may be somebody left to ask again. */
    public void reach(double share) {
        radiusShare = share;
    }

    /** Whether this node itself knows the one at {@code address} by an id. */
    public boolean isKnown(InetSocketAddress address) {
        Candidate candidate = asked.get(address);
        return candidate != null && candidate.hasId() && !candidate.isNamed();
    }

    /** What is looked for. */
    public Id target() {
        return target;
    }

    /** Adds a node that this one knows itself, the closest first: the first k are asked whatever others say. */
    public void addKnown(Contact contact) {
        add(contact, Candidate.Role.KNOWN)
                .filter(_ -> seeds.size() < LookupRules.K)
                .ifPresent(seeds::add);
    }

    /** Adds a router: an address that knows others, is asked when nobody else is left, and never counts as close. */
    public void addRouter(InetSocketAddress address) {
        add(farthest(address), Candidate.Role.ROUTER);
    }

    /** Adds a node of which only the address is known. */
    public void addAddress(InetSocketAddress address) {
        add(farthest(address), Candidate.Role.ADDRESS);
    }

    private Contact farthest(InetSocketAddress address) {
        return new Contact(new Id(~target.high(), ~target.middle(), ~target.low()), address);
    }

    private Optional<Candidate> add(Contact contact, Candidate.Role role) {
        Candidate stranger = strangers.remove(contact);
        if (stranger != null && !isTaken(contact.address())) {
            seen.add(contact);
            admit(stranger);
            return Optional.of(stranger);
        }
        if (!rules.accepts(contact.address()) || !seen.add(contact)) {
            return candidates.stream()
                    .filter(candidate -> candidate.contact().equals(contact))
                    .findFirst();
        }
        Candidate candidate = new Candidate(contact, role);
        insert(candidate);
        return Optional.of(candidate);
    }

    private void insert(Candidate candidate) {
        int at = 0;
        while (at < candidates.size() && closestFirst.compare(candidates.get(at), candidate) <= 0) {
            at++;
        }
        candidates.add(at, candidate);
        if (candidates.size() > LookupRules.CANDIDATES_MAX
                && candidates.getLast().state() == State.WAITING) {
            candidates.removeLast();
        }
    }

    /** Whom to ask now, counted as asked; empty when enough are asked or nobody is left. */
    public Optional<Contact> next() {
        if (inFlight >= LookupRules.ALPHA || asked.size() >= LookupRules.QUERIES_MAX) {
            return Optional.empty();
        }
        Optional<Candidate> next = Stream.concat(inReach(), seeds.stream())
                .filter(candidate -> candidate.mayBeAsked() && isFree(candidate))
                .findFirst();
        next.ifPresent(candidate -> {
            candidate.ask();
            inFlight++;
            asked.put(candidate.contact().address(), candidate);
        });
        return next.map(Candidate::contact);
    }

    /** The candidates up to the k-th that answered, and beyond it up to the radius. */
    private Stream<Candidate> inReach() {
        List<Candidate> reach = new ArrayList<>();
        int answered = 0;
        for (Candidate candidate : candidates) {
            if (answered >= closestWanted && !isInRadius(candidate.contact())) {
                break;
            }
            reach.add(candidate);
            if (counts(candidate)) {
                answered++;
            }
        }
        return reach.stream();
    }

    private static boolean counts(Candidate candidate) {
        return candidate.state() == State.ANSWERED && !candidate.isRouter();
    }

    private boolean isInRadius(Contact contact) {
        return target.distanceShare(contact.id()) < radiusShare;
    }

    /** One address answers once for a target, whatever ids it is said to have; so does one operator's block. */
    private boolean isFree(Candidate candidate) {
        InetSocketAddress address = candidate.contact().address();
        return !asked.containsKey(address) && !isTaken(address);
    }

    private boolean isTaken(InetSocketAddress address) {
        return taken.contains(rules.origin(address)) || taken.contains(block(address));
    }

    private Object block(InetSocketAddress address) {
        return rules.oneNodePerAddress() ? Subnet.ofOperator(address.getAddress()) : address;
    }

    /**
     * Whether the node that was asked at {@code address} may be {@code sender}. Who was named under another id may not: whoever
     * named it invented an id at the target, and most likely both are of the same gang. Nor may who is known under another:
     * it could always be the closest.
     */
    public boolean accepts(InetSocketAddress address, Id sender) {
        Candidate candidate = asked.get(address);
        return candidate == null
                || !candidate.hasId()
                || sender.equals(candidate.contact().id())
                || seen.contains(new Contact(sender, address));
    }

    /**
     * The node at {@code address} answered as {@code sender}.
     *
     * @param named the nodes of this network that it named
     * @return false when it was not asked, or its answer came before
     */
    public boolean answered(InetSocketAddress address, Id sender, Optional<ByteString> token, List<Contact> named) {
        Candidate candidate = asked.get(address);
        if (candidate == null || candidate.state() == State.ANSWERED) {
            return false;
        }
        Contact self = new Contact(sender, address);
        if (!accepts(address, sender)) {
            settle(candidate, State.LOST, false);
            strangers.put(self, Candidate.answered(self, token));
            return true;
        }
        settle(candidate, State.ANSWERED, sender.equals(candidate.contact().id()));
        if (!candidate.isRouter()) {
            candidates.remove(candidate);
            admit(Candidate.answered(self, token));
        }
        Witness witness = new Witness();
        named.stream()
                .limit(LookupRules.NAMED_MAX)
                .forEach(contact -> add(contact, Candidate.Role.NAMED).ifPresent(known -> known.addWitness(witness)));
        return true;
    }

    /** It counts as close, and nobody else from where it is does. */
    private void admit(Candidate answered) {
        InetSocketAddress address = answered.contact().address();
        taken.add(rules.origin(address));
        taken.add(block(address));
        asked.put(address, answered);
        insert(answered);
    }

    /** The node at {@code address} takes longer than usual: others have its turn. */
    public void late(InetSocketAddress address) {
        delay(address, State.LATE);
    }

    /** The node at {@code address} takes longer than anybody waits. */
    public void overdue(InetSocketAddress address) {
        delay(address, State.OVERDUE);
    }

    private void delay(InetSocketAddress address, State longer) {
        Candidate candidate = asked.get(address);
        if (candidate != null && (candidate.state() == State.ASKED || candidate.state() == State.LATE)) {
            inFlight -= candidate.state() == State.ASKED ? 1 : 0;
            candidate.delay(longer);
        }
    }

    /** The node at {@code address} did not answer. */
    public void lost(InetSocketAddress address) {
        giveUp(address, false);
    }

    /** The node at {@code address} answered with an error: it is there, and of no use here. */
    public void refused(InetSocketAddress address) {
        giveUp(address, true);
    }

    private void giveUp(InetSocketAddress address, boolean isThere) {
        Candidate candidate = asked.get(address);
        if (candidate != null && candidate.state() != State.ANSWERED) {
            settle(candidate, State.LOST, isThere);
        }
    }

    private void settle(Candidate candidate, State outcome, boolean isThere) {
        inFlight -= candidate.state() == State.ASKED ? 1 : 0;
        candidate.settle(outcome, isThere);
    }

    /** Whether nobody is left to ask or to wait for. */
    public boolean isFinished() {
        boolean exhausted = asked.size() >= LookupRules.QUERIES_MAX;
        return Stream.concat(inReach(), seeds.stream())
                .noneMatch(candidate -> candidate.state() == State.ASKED
                        || (!exhausted && candidate.isBelieved() && isOpen(candidate)));
    }

    /** Asks as many nodes again around the target; false when it did so before. For those who found nothing. */
    public boolean widen() {
        boolean first = closestWanted == LookupRules.K;
        closestWanted = LookupRules.WIDE_K;
        return first;
    }

    /** Whether some that take longer than usual are worth waiting for while nothing was found. */
    public boolean hasLate() {
        return inReach().anyMatch(candidate -> candidate.state() == State.LATE);
    }

    private boolean isOpen(Candidate candidate) {
        return candidate.state() == State.WAITING && isFree(candidate);
    }

    /** The closest nodes that answered, the closest first. */
    public List<Responder> closest(int count) {
        return candidates.stream()
                .filter(Lookup::counts)
                .limit(count)
                .map(Candidate::responder)
                .toList();
    }

    /** Where to store: on the k closest nodes, and on all others within the radius. */
    public List<Responder> holders() {
        return inReach()
                .filter(Lookup::counts)
                .limit(LookupRules.STORES_MAX)
                .map(Candidate::responder)
                .toList();
    }

    /** How many nodes were asked. */
    public int queries() {
        return asked.size();
    }
}
