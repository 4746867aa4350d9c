package dev.godwit.transfer.event;

import dev.godwit.wire.fault.Fault;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What could not be sent or received, with the reasons; the first hundred are kept. Safe on every thread. */
public final class Problems {
    private static final int KEPT_MAX = 100;

    private final Map<String, Fault> first = new LinkedHashMap<>();
    private long count;

    /**
     * One of them.
     *
     * @param path of the entry as it stands in the share
     * @param fault why
     */
    public record Problem(String path, Fault fault) {}

    /** Something failed; a path that failed before is not counted again. */
    public synchronized void add(String path, Fault fault) {
        if (first.containsKey(path)) {
            return;
        }
        count++;
        if (first.size() < KEPT_MAX) {
            first.put(path, fault);
        }
    }

    /** What failed elsewhere counts here too. */
    public synchronized void addAll(Problems others) {
        List<Problem> listed = others.list();
        listed.forEach(problem -> add(problem.path(), problem.fault()));
        count += others.count() - listed.size();
    }

    /** It is none any more: what failed is of another version now. */
    public synchronized void withdraw(String path) {
        if (first.remove(path) != null) {
            count--;
        }
    }

    /** How many. */
    public synchronized long count() {
        return count;
    }

    /** The first of them. */
    public synchronized List<Problem> list() {
        return first.entrySet().stream()
                .map(entry -> new Problem(entry.getKey(), entry.getValue()))
                .toList();
    }
}
