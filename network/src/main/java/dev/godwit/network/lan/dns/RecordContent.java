package dev.godwit.network.lan.dns;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;

/** What a record says about its name. Types that are not here are skipped when a message is read. */
public sealed interface RecordContent {

    /** The number of the type, as in {@link RecordType}. */
    int type();

    /** PTR: another name. */
    record Pointer(DnsName target) implements RecordContent {
        @Override
        public int type() {
            return RecordType.PTR;
        }
    }

    /** SRV (RFC 2782): where a service listens; numbers are unsigned 16 bits. */
    record Service(int priority, int weight, int port, DnsName target) implements RecordContent {
        @Override
        public int type() {
            return RecordType.SRV;
        }
    }

    /** TXT: strings of up to 255 bytes each, here by the values of their bytes (ISO 8859-1). */
    record Text(List<String> strings) implements RecordContent {
        private static final int STRING_BYTES_MAX = 255;

        /** Copies the list. */
        public Text {
            strings = List.copyOf(strings);
            for (String string : strings) {
                if (string.length() > STRING_BYTES_MAX) {
                    throw new IllegalArgumentException("a string of " + string.length() + " bytes");
                }
            }
        }

        @Override
        public int type() {
            return RecordType.TXT;
        }
    }

    /** A or AAAA: an address, without a scope. */
    record Address(InetAddress ip) implements RecordContent {
        @Override
        public int type() {
            return ip instanceof Inet4Address ? RecordType.A : RecordType.AAAA;
        }
    }
}
