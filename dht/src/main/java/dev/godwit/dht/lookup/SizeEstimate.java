package dev.godwit.dht.lookup;

import dev.godwit.dht.node.Id;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;

/**
 * How many nodes the network has, from how close the closest ones are to the targets of look-ups: of n nodes spread evenly,
 * the i-th is expected at i / (n + 1) of the key space. The median of several look-ups counts, so that a crowd around one
 * target changes nothing. Belongs to one thread.
 */
public final class SizeEstimate {
    /** With 16 look-ups the error is about a tenth (pubky/mainline, {@code dht_size_estimate.md}). */
    private static final int SAMPLES_MAX = 16;

    private static final int NODES_MIN = 4;

    private final Deque<Double> samples = new ArrayDeque<>();

    /** Takes note of a finished look-up: the closest nodes, the closest first. */
    public void add(Id target, List<Responder> closest) {
        if (closest.size() < NODES_MIN) {
            return;
        }
        double squares = 0;
        double products = 0;
        for (int i = 1; i <= closest.size(); i++) {
            squares += (double) i * i;
            products += i * target.distanceShare(closest.get(i - 1).contact().id());
        }
        if (products > 0) {
            samples.addLast(squares / products - 1);
        }
        if (samples.size() > SAMPLES_MAX) {
            samples.removeFirst();
        }
    }

    /** The estimate; empty before the first look-up. */
    public OptionalLong nodes() {
        if (samples.isEmpty()) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(Math.round((lowerMiddle() + sorted().get(samples.size() / 2)) / 2));
    }

    /** The share of the key space in which {@code count} nodes are expected; 0 when the size is not known. */
    public double radiusShare(int count) {
        return samples.isEmpty() ? 0 : Math.min(1, count / (lowerMiddle() + 1));
    }

    /** Of two in the middle the smaller one: nodes that crowd around a target make the network look larger. */
    private double lowerMiddle() {
        return sorted().get((samples.size() - 1) / 2);
    }

    private List<Double> sorted() {
        return samples.stream().sorted().toList();
    }
}
