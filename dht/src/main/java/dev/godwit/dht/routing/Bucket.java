package dev.godwit.dht.routing;

import dev.godwit.dht.node.AddressRules;
import dev.godwit.dht.node.Contact;
import dev.godwit.dht.node.SecureId;
import dev.godwit.dht.node.Subnet;
import dev.godwit.dht.routing.TableEntry.Standing;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The nodes that share a number of leading bits with this one: those that answered, up to the bucket's size, and a cache of
 * others that wait for a place, as many again. Whoever only asked does not push others out of the cache: where many ask,
 * nobody would wait long enough to be pinged. Whoever answered does.
 */
final class Bucket {
    private final int size;
    private final AddressRules rules;
    private final List<TableEntry> entries = new ArrayList<>();
    private final List<TableEntry> replacements = new ArrayList<>();
    private @Nullable Instant refreshedAt;

    Bucket(int size, AddressRules rules) {
        this.size = size;
        this.rules = rules;
    }

    List<TableEntry> entries() {
        return entries;
    }

    /** Whether it was not refreshed for too long. One that is new and filled itself meanwhile needs no refreshing yet. */
    boolean isStale(Instant now) {
        if (refreshedAt == null && entries.size() >= RoutingRules.K) {
            refreshed(now);
        }
        return refreshedAt == null
                || !refreshedAt.plus(RoutingRules.QUESTIONABLE_AFTER).isAfter(now);
    }

    void refreshed(Instant now) {
        refreshedAt = now;
    }

    Optional<TableEntry> find(InetSocketAddress address) {
        return find(entries, address).or(() -> find(replacements, address));
    }

    private static Optional<TableEntry> find(List<TableEntry> among, InetSocketAddress address) {
        return among.stream()
                .filter(entry -> entry.contact().address().equals(address))
                .findFirst();
    }

    boolean holds(TableEntry entry) {
        return entries.contains(entry);
    }

    /** Gives a verified node a place: a free one, a bad node's, or that of one whose id is not of its address. */
    boolean admit(TableEntry entry, Instant now) {
        replacements.remove(entry);
        if (!isTooClose(entry.contact()) && hasPlace(entry.contact(), now)) {
            entries.add(entry);
            return true;
        }
        keepForLater(entry);
        return false;
    }

    private boolean hasPlace(Contact contact, Instant now) {
        return entries.size() < size
                || entries.removeIf(entry -> entry.standing(now) == Standing.BAD)
                || (isSecure(contact) && displaceInsecure());
    }

    private boolean displaceInsecure() {
        Optional<TableEntry> insecure =
                entries.stream().filter(entry -> !isSecure(entry.contact())).findFirst();
        insecure.ifPresent(entries::remove);
        return insecure.isPresent();
    }

    private boolean isSecure(Contact contact) {
        return rules == AddressRules.PRIVATE
                || SecureId.matches(contact.id(), contact.address().getAddress());
    }

    /** libtorrent: two nodes of one /24 or /64 never share a bucket. */
    private boolean isTooClose(Contact contact) {
        Subnet subnet = Subnet.ofOperator(contact.address().getAddress());
        return rules.oneNodePerAddress()
                && entries.stream()
                        .anyMatch(entry -> Subnet.ofOperator(
                                        entry.contact().address().getAddress())
                                .equals(subnet));
    }

    void keepForLater(TableEntry entry) {
        replacements.remove(entry);
        if (replacements.size() < size || (entry.isVerified() && forgetOne())) {
            replacements.add(entry);
        }
    }

    /** Somebody who never answered, else the one that has waited longest. */
    private boolean forgetOne() {
        Optional<TableEntry> unverified =
                replacements.stream().filter(entry -> !entry.isVerified()).findFirst();
        return replacements.remove(unverified.orElseGet(replacements::getFirst));
    }

    void remove(TableEntry entry) {
        entries.remove(entry);
        replacements.remove(entry);
    }

    /** Takes out a node that turned bad if another verified one can have its place. */
    Optional<TableEntry> replaceIfBad(TableEntry entry, Instant now) {
        replacements.removeIf(replacement -> replacement.standing(now) == Standing.BAD);
        if (entry.standing(now) != Standing.BAD || !entries.contains(entry)) {
            return Optional.empty();
        }
        Optional<TableEntry> successor =
                replacements.reversed().stream().filter(TableEntry::isVerified).findFirst();
        successor.ifPresent(_ -> entries.remove(entry));
        return successor;
    }

    /** Whom to ping: somebody new while there is a place, else the node that has been silent longest. */
    Optional<TableEntry> toPing(Duration verifyDelay, Instant now) {
        boolean hasPlace = entries.size() < size;
        TableEntry quietest = null;
        for (TableEntry entry : entries) {
            Standing standing = entry.standing(now);
            hasPlace |= standing == Standing.BAD;
            boolean doubtful = standing != Standing.GOOD || entry.isFailing();
            boolean quieter = quietest == null || entry.heardAt().isBefore(quietest.heardAt());
            if (doubtful && quieter && entry.mayBePinged(now)) {
                quietest = entry;
            }
        }
        Optional<TableEntry> candidate = hasPlace ? candidate(verifyDelay, now) : Optional.empty();
        return candidate.isPresent() ? candidate : Optional.ofNullable(quietest);
    }

    private Optional<TableEntry> candidate(Duration verifyDelay, Instant now) {
        return replacements.stream()
                .filter(entry -> !entry.isVerified() && entry.mayBePinged(now))
                .filter(entry -> !entry.heardAt().plus(verifyDelay).isAfter(now))
                .findFirst();
    }
}
