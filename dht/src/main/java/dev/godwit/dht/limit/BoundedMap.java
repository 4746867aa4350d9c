package dev.godwit.dht.limit;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A map that forgets what was used longest ago when it is full: keys that an attacker chooses cannot make it grow. */
public final class BoundedMap<K, V> {
    private final int capacity;
    private final SequencedMap<K, V> entries;

    /** An empty map of at most {@code capacity} entries. */
    public BoundedMap(int capacity) {
        this.capacity = capacity;
        this.entries = new LinkedHashMap<>(16, 0.75f, true);
    }

    /** The value of {@code key}, which counts as used; null when there is none. */
    public @Nullable V get(K key) {
        return entries.get(key);
    }

    /** The value of {@code key}, made when there is none. */
    public V get(K key, Supplier<V> absent) {
        V value = entries.get(key);
        if (value == null) {
            value = absent.get();
            put(key, value);
        }
        return value;
    }

    /** Sets the value of {@code key}, which counts as used. */
    public void put(K key, V value) {
        entries.putLast(key, value);
        if (entries.size() > capacity) {
            entries.pollFirstEntry();
        }
    }

    /** How many entries there are. */
    public int size() {
        return entries.size();
    }

    /** The values, used longest ago first. */
    public Iterable<V> values() {
        return entries.values();
    }
}
