package dev.godwit.dht.storage;

import dev.godwit.dht.item.ImmutableItem;
import dev.godwit.dht.item.Item;
import dev.godwit.dht.item.ItemVerifier;
import dev.godwit.dht.item.MutableItem;
import dev.godwit.dht.krpc.ErrorCode;
import dev.godwit.dht.node.Id;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Items of others. BEP 44. */
public final class ItemStore {
    private final StorageLimits limits;
    private final ItemVerifier verifier;
    private final Map<Id, Stored> items = new HashMap<>();
    private final Shares shares;

    private record Stored(Item item, Object origin, Instant at) {}

    /** An empty store that keeps mutable items only after {@code verifier} has seen their signature. */
    public ItemStore(StorageLimits limits, ItemVerifier verifier) {
        this.limits = limits;
        this.verifier = verifier;
        this.shares = new Shares(limits.entriesPerOrigin());
    }

    /** Whether {@code origin} could store under {@code target}: else there is no use in a token. */
    public boolean hasRoom(Id target, Object origin) {
        return items.containsKey(target) || (items.size() < limits.items() && !shares.isUsedUp(origin));
    }

    /** The item under {@code target}. */
    public Optional<Item> get(Id target) {
        return Optional.ofNullable(items.get(target)).map(Stored::item);
    }

    /**
     * Keeps an item.
     *
     * @param expected the sequence number that the stored item must have to be replaced; if none is stored, any will do
     * @param origin who brings it, as far as the network tells
     * @return why not; empty when it is stored
     */
    public Optional<ErrorCode> put(Item item, OptionalLong expected, Object origin, Instant now) {
        Id target = item.target();
        if (!hasRoom(target, origin)) {
            return Optional.of(ErrorCode.SERVER);
        }
        Optional<ErrorCode> refusal = switch (item) {
            case ImmutableItem _ -> Optional.empty();
            case MutableItem mutable -> refusal(mutable, expected, now);
        };
        if (refusal.isEmpty()) {
            keep(target, item, origin, now);
        }
        return refusal;
    }

    /** The checks of BEP 44 in the order of their cost: the signature comes last. */
    private Optional<ErrorCode> refusal(MutableItem item, OptionalLong expected, Instant now) {
        if (get(item.target()).orElse(null) instanceof MutableItem old) {
            if (expected.isPresent() && expected.getAsLong() != old.sequence()) {
                return Optional.of(ErrorCode.CAS_MISMATCH);
            }
            boolean other = !item.value().equals(old.value());
            if (item.sequence() < old.sequence() || (item.sequence() == old.sequence() && other)) {
                return Optional.of(ErrorCode.SEQUENCE_TOO_OLD);
            }
        }
        return switch (verifier.judge(item, now)) {
            case VALID -> Optional.empty();
            case FORGED -> Optional.of(ErrorCode.INVALID_SIGNATURE);
            case UNCHECKED -> Optional.of(ErrorCode.SERVER);
        };
    }

    private void keep(Id target, Item item, Object origin, Instant now) {
        Stored old = items.get(target);
        Object founder = old == null ? origin : old.origin();
        if (old == null) {
            shares.add(origin);
        }
        items.put(target, new Stored(item, founder, now));
    }

    /** Forgets what nobody has stored again. */
    public void expire(Instant now) {
        Instant oldest = now.minus(limits.itemLifetime());
        items.values().removeIf(stored -> {
            boolean old = stored.at().isBefore(oldest);
            if (old) {
                shares.remove(stored.origin());
            }
            return old;
        });
    }

    /** How many items there are. */
    public int size() {
        return items.size();
    }
}
