package dev.godwit.network.lan.mdns;

import dev.godwit.network.lan.dns.DnsRecord;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One record of ours on one link: when it was multicast last, and when it shall be next because somebody asked. The
 * latter is all that is remembered of questions, so no number of them makes this grow.
 */
final class OwnRecord {
    private final DnsRecord record;
    private final List<OwnRecord> companions;
    private long lastMulticastMillis = -Times.NEVER;
    private long dueMillis = Times.NEVER;
    private @Nullable InetSocketAddress onlyAsker;

    /** @param companions what to add to an answer, so that no further question is needed (RFC 6763 §12) */
    OwnRecord(DnsRecord record, List<OwnRecord> companions) {
        this.record = record;
        this.companions = companions;
    }

    DnsRecord record() {
        return record;
    }

    List<OwnRecord> companions() {
        return companions;
    }

    long dueMillis() {
        return dueMillis;
    }

    /** Answers it by multicast at a time, or as soon after as it and its companions may be multicast again. */
    void ask(long atMillis, InetSocketAddress asker) {
        onlyAsker = dueMillis == Times.NEVER || asker.equals(onlyAsker) ? asker : null;
        long allowed = Math.max(atMillis, allowedMillis());
        for (OwnRecord companion : companions) {
            allowed = Math.max(allowed, companion.allowedMillis());
        }
        dueMillis = Math.min(dueMillis, allowed);
    }

    private long allowedMillis() {
        return lastMulticastMillis == -Times.NEVER ? 0 : lastMulticastMillis + Times.MULTICAST_INTERVAL;
    }

    /** The asker knows it: no answer, unless somebody else asked too (RFC 6762 §7.2). */
    void withdraw(InetSocketAddress asker) {
        if (asker.equals(onlyAsker)) {
            dueMillis = Times.NEVER;
            onlyAsker = null;
        }
    }

    void wasMulticast(long nowMillis) {
        lastMulticastMillis = nowMillis;
        dueMillis = Times.NEVER;
        onlyAsker = null;
    }

    /** Whether others' caches have it for three quarters of its time still: RFC 6762 §5.4. */
    boolean isFreshEverywhere(long nowMillis) {
        return lastMulticastMillis != -Times.NEVER
                && nowMillis - lastMulticastMillis < Times.millis(record.ttlSeconds()) / 4;
    }

    /** Whether one of these says it already, with at least half of its time left: RFC 6762 §7.1. */
    boolean isIn(List<DnsRecord> knownAnswers) {
        for (DnsRecord known : knownAnswers) {
            if (known.ttlSeconds() * 2 >= record.ttlSeconds() && known.saysTheSameAs(record)) {
                return true;
            }
        }
        return false;
    }
}
