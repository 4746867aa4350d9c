package dev.godwit.network.lan.service;

import dev.godwit.network.lan.dns.DnsName;
import dev.godwit.wire.identity.Base32;
import java.util.random.RandomGenerator;

/** The names of PROTOCOL.md §4.5. */
public final class ServiceNames {
    /** All services of this type. */
    public static final DnsName SERVICE = DnsName.of("_godwit", "_tcp", "local");

    /** All types of services, RFC 6763 §9. */
    public static final DnsName ENUMERATION = DnsName.of("_services", "_dns-sd", "_udp", "local");

    private static final DnsName SUBTYPES = SERVICE.child("_sub");
    private static final DnsName LOCAL = DnsName.of("local");
    private static final int LABEL_BYTES = 10;

    private ServiceNames() {}

    /** All services of this type with a tag: a subtype, RFC 6763 §7.1. */
    public static DnsName subtype(LanTag tag) {
        return SUBTYPES.child("_" + tag);
    }

    /** The name of an instance. */
    public static DnsName instance(String label) {
        return SERVICE.child(label);
    }

    /** The name of a host. */
    public static DnsName host(String label) {
        return LOCAL.child(label);
    }

    /** Whether this can be the name of an instance. */
    public static boolean isInstance(DnsName name) {
        return !name.isRoot() && name.parent().equals(SERVICE);
    }

    /** A label that says nothing and collides with none: 80 random bits. */
    public static String randomLabel(RandomGenerator random) {
        byte[] bytes = new byte[LABEL_BYTES];
        random.nextBytes(bytes);
        return Base32.encode(bytes);
    }
}
