package dev.godwit.network.lan.dns;

/** The types of records that matter here, by their numbers (RFC 1035 §3.2.2, RFC 3596 §2.1, RFC 2782). */
public final class RecordType {
    /** An IPv4 address. */
    public static final int A = 1;

    /** A pointer to another name: in DNS-SD from a service type to an instance. */
    public static final int PTR = 12;

    /** Text attributes. */
    public static final int TXT = 16;

    /** An IPv6 address. */
    public static final int AAAA = 28;

    /** Host and port of a service. */
    public static final int SRV = 33;

    /** In questions: every type. */
    public static final int ANY = 255;

    private RecordType() {}
}
