package dev.godwit.network.lan.dns;

/**
 * One record of the class Internet.
 *
 * @param cacheFlush whether this and the records beside it replace what was known of this name and type, as they do
 *     when one host alone is the authority (RFC 6762 §10.2)
 * @param ttlSeconds how long it holds, 0 to 2^31 − 1; 0 takes it back (RFC 6762 §10.1)
 */
public record DnsRecord(DnsName name, RecordContent content, boolean cacheFlush, long ttlSeconds) {

    /** A record that others may have too, such as a pointer to one of many instances. */
    public static DnsRecord shared(DnsName name, RecordContent content, long ttlSeconds) {
        return new DnsRecord(name, content, false, ttlSeconds);
    }

    /** A record that nobody else has. */
    public static DnsRecord unique(DnsName name, RecordContent content, long ttlSeconds) {
        return new DnsRecord(name, content, true, ttlSeconds);
    }

    /** The number of its type, as in {@link RecordType}. */
    public int type() {
        return content.type();
    }

    /** The same with another time to live. */
    public DnsRecord withTtl(long seconds) {
        return new DnsRecord(name, content, cacheFlush, seconds);
    }

    /** As a resolver that knows no multicast DNS must get it: RFC 6762 §6.7. */
    public DnsRecord forLegacy(long ttlSecondsMax) {
        return new DnsRecord(name, content, false, Math.min(ttlSeconds, ttlSecondsMax));
    }

    /** Whether it says the same about the same name, for however long. */
    public boolean saysTheSameAs(DnsRecord other) {
        return name.equals(other.name) && content.equals(other.content);
    }
}
