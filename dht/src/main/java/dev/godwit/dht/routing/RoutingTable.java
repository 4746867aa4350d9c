package dev.godwit.dht.routing;

import dev.godwit.dht.node.AddressRules;
import dev.godwit.dht.node.Contact;
import dev.godwit.dht.node.Id;
import dev.godwit.dht.routing.TableEntry.Standing;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The nodes that this one knows. A node enters a bucket only by answering, so nobody gets in by being named. Routers must
 * not be told to the table: it would hand them out to everybody.
 */
public final class RoutingTable {
    private final Id self;
    private final AddressRules rules;
    private final @Nullable Bucket[] buckets = new Bucket[Id.BITS];
    private final Map<Object, TableEntry> byOrigin = new HashMap<>();

    /** An empty table around {@code self}. */
    public RoutingTable(Id self, AddressRules rules) {
        this.self = self;
        this.rules = rules;
    }

    /** The id in the middle of this table. */
    public Id self() {
        return self;
    }

    /** A node answered a query. */
    public void answered(Contact contact, Instant now) {
        if (contact.id().equals(self)) {
            return;
        }
        TableEntry holder = byOrigin.get(rules.origin(contact.address()));
        if (holder != null) {
            if (holder.contact().equals(contact)) {
                holder.answered(now);
            } else {
                settleConflict(holder, contact, now);
            }
            return;
        }
        Bucket bucket = bucketOf(contact.id());
        TableEntry entry = bucket.find(contact.address())
                .filter(known -> known.contact().equals(contact))
                .orElseGet(() -> new TableEntry(contact, true, now));
        entry.answered(now);
        if (bucket.admit(entry, now)) {
            indexAgain(bucket, entry);
        }
    }

    /** Another node at an address that is taken. One that changed its id is thrown out: nobody has a reason to. */
    private void settleConflict(TableEntry holder, Contact contact, Instant now) {
        boolean changedId = holder.contact().address().equals(contact.address());
        if (changedId || holder.standing(now) == Standing.BAD) {
            remove(holder);
            asked(contact, now);
        }
    }

    /** A node asked something: it may enter once it has answered, too. */
    public void asked(Contact contact, Instant now) {
        if (contact.id().equals(self)) {
            return;
        }
        Bucket bucket = bucketOf(contact.id());
        Optional<TableEntry> known = bucket.find(contact.address());
        if (known.isPresent()) {
            known.filter(entry -> entry.contact().equals(contact)).ifPresent(entry -> entry.asked(now));
        } else if (!byOrigin.containsKey(rules.origin(contact.address()))) {
            bucket.keepForLater(new TableEntry(contact, false, now));
        }
    }

    /** The node at {@code address} did not answer. */
    public void failed(Contact contact, Instant now) {
        Bucket bucket = bucketOf(contact.id());
        bucket.find(contact.address()).ifPresent(entry -> {
            entry.failed();
            bucket.replaceIfBad(entry, now).ifPresent(successor -> {
                byOrigin.remove(rules.origin(contact.address()));
                if (!byOrigin.containsKey(rules.origin(successor.contact().address()))
                        && bucket.admit(successor, now)) {
                    indexAgain(bucket, successor);
                }
            });
        });
    }

    /**
     * The nodes closest to {@code target} that may be named to others, the closest first. The bucket of the target is nearer
     * than all deeper ones, these are nearer than the one before it, and so on to the first: no other is looked at.
     */
    public List<Contact> closest(Id target, int count, Instant now) {
        int shared = index(target);
        List<Contact> found = new ArrayList<>();
        addClosest(found, target, shared, shared + 1, now);
        if (found.size() < count) {
            addClosest(found, target, shared + 1, Id.BITS, now);
        }
        for (int index = shared - 1; index >= 0 && found.size() < count; index--) {
            addClosest(found, target, index, index + 1, now);
        }
        return List.copyOf(found.subList(0, Math.min(count, found.size())));
    }

    private void addClosest(List<Contact> found, Id target, int from, int to, Instant now) {
        List<Contact> here = new ArrayList<>();
        for (int index = from; index < to; index++) {
            Bucket bucket = buckets[index];
            if (bucket != null) {
                bucket.entries().stream()
                        .filter(entry -> entry.standing(now) != Standing.BAD && !entry.isFailing())
                        .forEach(entry -> here.add(entry.contact()));
            }
        }
        Comparator<Id> order = target.closestFirst();
        here.sort((first, second) -> order.compare(first.id(), second.id()));
        found.addAll(here);
    }

    /** Nodes that were there lately, to start from next time. */
    public List<Contact> contacts(Instant now) {
        return closest(self, Integer.MAX_VALUE, now);
    }

    /** How many nodes are in buckets. */
    public int size() {
        return byOrigin.size();
    }

    /** Nodes to ping now, counted as pinged, one of a bucket; none when all is well. */
    public List<Contact> toPing(int atMost, Instant now) {
        Duration verifyDelay = RoutingRules.verifyDelay(rules, size());
        List<Contact> contacts = new ArrayList<>();
        for (Bucket bucket : buckets) {
            if (bucket != null && contacts.size() < atMost) {
                bucket.toPing(verifyDelay, now).ifPresent(entry -> {
                    entry.pinged(now);
                    contacts.add(entry.contact());
                });
            }
        }
        return contacts;
    }

    /** A bucket around which nobody has searched for too long, by the bits shared with the own id; it counts as refreshed. */
    public OptionalInt toRefresh(Instant now) {
        for (int index = 0; index <= deepest(); index++) {
            Bucket bucket = bucket(index);
            if (bucket.isStale(now)) {
                bucket.refreshed(now);
                return OptionalInt.of(index);
            }
        }
        return OptionalInt.empty();
    }

    /** How many leading bits the closest known node shares with this one; 0 when none is known. */
    public int deepest() {
        int deepest = 0;
        for (int index = 0; index < buckets.length; index++) {
            Bucket bucket = buckets[index];
            if (bucket != null && !bucket.entries().isEmpty()) {
                deepest = index;
            }
        }
        return deepest;
    }

    /** The same nodes around another id. */
    public RoutingTable around(Id newSelf, Instant now) {
        RoutingTable table = new RoutingTable(newSelf, rules);
        contacts(now).forEach(contact -> table.answered(contact, now));
        return table;
    }

    /** Whether a node at this address is in a bucket. */
    public boolean contains(InetSocketAddress address) {
        TableEntry holder = byOrigin.get(rules.origin(address));
        return holder != null && holder.contact().address().equals(address);
    }

    /** Admitting may have displaced somebody: whoever is no longer in the bucket leaves the index. */
    private void indexAgain(Bucket bucket, TableEntry admitted) {
        int prefix = self.commonPrefixBits(admitted.contact().id());
        byOrigin.values()
                .removeIf(entry -> self.commonPrefixBits(entry.contact().id()) == prefix && !bucket.holds(entry));
        byOrigin.put(rules.origin(admitted.contact().address()), admitted);
    }

    private void remove(TableEntry entry) {
        bucketOf(entry.contact().id()).remove(entry);
        byOrigin.remove(rules.origin(entry.contact().address()));
    }

    private Bucket bucketOf(Id id) {
        return bucket(index(id));
    }

    private int index(Id id) {
        return Math.min(self.commonPrefixBits(id), Id.BITS - 1);
    }

    private Bucket bucket(int index) {
        Bucket bucket = buckets[index];
        if (bucket == null) {
            bucket = new Bucket(RoutingRules.bucketSize(index), rules);
            buckets[index] = bucket;
        }
        return bucket;
    }
}
