package dev.godwit.network.lan.dns;

import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Writes one message: questions first, then answers, then additional records. What does not fit into its size is
 * refused and leaves no trace, so the caller decides what to do without it.
 */
public final class DnsWriter {
    /** The largest message that travels whole over every IPv6 link: 1,280 bytes less the headers of IPv6 and UDP. */
    public static final int BYTES_MAX = 1_232;

    private static final int HEADER_BYTES = 12;
    private static final int RESPONSE_AUTHORITATIVE = 0x8400;
    private static final int POINTER = 0xC000;
    private static final int CLASS_INTERNET = 1;
    private static final int TOP_BIT = 0x8000;

    private final ByteBuffer bytes = ByteBuffer.allocate(BYTES_MAX);
    private final Map<DnsName, Integer> offsets = new HashMap<>();
    private final int id;
    private final int flags;
    private final boolean legacy;
    private int questions;
    private int answers;
    private int additionals;

    private DnsWriter(int id, int flags, boolean legacy) {
        this.id = id;
        this.flags = flags;
        this.legacy = legacy;
        bytes.position(HEADER_BYTES);
    }

    /** A query; id 0 unless its answer comes by unicast alone. */
    public static DnsWriter query(int id) {
        return new DnsWriter(id, 0, false);
    }

    /** A response, RFC 6762 §18.1: id 0, authoritative. */
    public static DnsWriter response() {
        return new DnsWriter(0, RESPONSE_AUTHORITATIVE, false);
    }

    /** A response for a resolver that knows no multicast DNS: its id is repeated, names in SRV are whole (§18.14). */
    public static DnsWriter legacyResponse(int id) {
        return new DnsWriter(id, RESPONSE_AUTHORITATIVE, true);
    }

    /** Adds a question; false when it does not fit. */
    public boolean question(DnsQuestion question) {
        int start = bytes.position();
        try {
            name(question.name(), true);
            u16(question.type());
            u16(CLASS_INTERNET | (question.wantsUnicast() ? TOP_BIT : 0));
            questions++;
            return true;
        } catch (BufferOverflowException e) {
            return undo(start);
        }
    }

    /** Adds an answer, or in a query a known answer; false when it does not fit. */
    public boolean answer(DnsRecord record) {
        boolean fits = record(record);
        answers += fits ? 1 : 0;
        return fits;
    }

    /** Adds an additional record; false when it does not fit. */
    public boolean additional(DnsRecord record) {
        boolean fits = record(record);
        additionals += fits ? 1 : 0;
        return fits;
    }

    /** The message. */
    public byte[] toBytes() {
        ByteBuffer header = bytes.duplicate().position(0);
        header.putShort((short) id).putShort((short) flags);
        header.putShort((short) questions).putShort((short) answers);
        header.putShort((short) 0).putShort((short) additionals);
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    private boolean record(DnsRecord record) {
        int start = bytes.position();
        try {
            name(record.name(), true);
            u16(record.type());
            u16(CLASS_INTERNET | (record.cacheFlush() ? TOP_BIT : 0));
            bytes.putInt((int) record.ttlSeconds());
            int lengthAt = bytes.position();
            u16(0);
            content(record.content());
            bytes.putShort(lengthAt, (short) (bytes.position() - lengthAt - Short.BYTES));
            return true;
        } catch (BufferOverflowException e) {
            return undo(start);
        }
    }

    private boolean undo(int start) {
        bytes.position(start);
        offsets.values().removeIf(offset -> offset >= start);
        return false;
    }

    private void content(RecordContent content) {
        if (content instanceof RecordContent.Pointer pointer) {
            name(pointer.target(), true);
        } else if (content instanceof RecordContent.Service service) {
            u16(service.priority());
            u16(service.weight());
            u16(service.port());
            name(service.target(), !legacy);
        } else if (content instanceof RecordContent.Text text) {
            text(text);
        } else if (content instanceof RecordContent.Address address) {
            bytes.put(address.ip().getAddress());
        }
    }

    private void text(RecordContent.Text text) {
        for (String string : text.strings()) {
            string(string);
        }
        if (text.strings().isEmpty()) {
            // RFC 6763 §6.1: never without a byte.
            bytes.put((byte) 0);
        }
    }

    /** A name, as far as it was not written before (RFC 1035 §4.1.4). */
    private void name(DnsName name, boolean compressed) {
        DnsName rest = name;
        while (!rest.isRoot()) {
            Integer known = compressed ? offsets.get(rest) : null;
            if (known != null) {
                u16(POINTER | known);
                return;
            }
            offsets.putIfAbsent(rest, bytes.position());
            string(rest.labels().getFirst());
            rest = rest.parent();
        }
        bytes.put((byte) 0);
    }

    private void string(String string) {
        bytes.put((byte) string.length()).put(string.getBytes(StandardCharsets.ISO_8859_1));
    }

    private void u16(int value) {
        bytes.putShort((short) value);
    }
}
