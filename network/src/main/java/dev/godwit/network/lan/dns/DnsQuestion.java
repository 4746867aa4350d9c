package dev.godwit.network.lan.dns;

/**
 * What a querier asks, in the class Internet.
 *
 * @param type a number of {@link RecordType}, or any other
 * @param wantsUnicast the QU bit: the answer may come by unicast (RFC 6762 §5.4)
 */
public record DnsQuestion(DnsName name, int type, boolean wantsUnicast) {

    /** A question to be answered by multicast. */
    public static DnsQuestion of(DnsName name, int type) {
        return new DnsQuestion(name, type, false);
    }

    /** Whether a record of this name and type answers it. */
    public boolean isAnsweredBy(DnsRecord record) {
        return (type == record.type() || type == RecordType.ANY) && name.equals(record.name());
    }
}
