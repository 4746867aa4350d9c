package dev.godwit.network.lan.dns;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The fields of a message, one after the other. Nothing is read beyond its end, or twice because of a pointer. */
final class ByteFields {
    /** The two upper bits of a length: a pointer to an earlier name (RFC 1035 §4.1.4). */
    private static final int POINTER = 0xC0;

    /** More jumps within one name than any writer makes. */
    private static final int JUMPS_MAX = 16;

    private static final int IPV4_BYTES = 4;
    private static final int IPV6_BYTES = 16;

    private final byte[] bytes;
    private int position;

    ByteFields(byte[] bytes) {
        this.bytes = bytes;
    }

    int position() {
        return position;
    }

    int u8() throws DnsFormatException {
        require(1);
        return bytes[position++] & 0xFF;
    }

    int u16() throws DnsFormatException {
        return u8() << 8 | u8();
    }

    long u32() throws DnsFormatException {
        return (long) u16() << 16 | u16();
    }

    /** Bytes as a string of their values. */
    String string(int length) throws DnsFormatException {
        require(length);
        String string = new String(bytes, position, length, StandardCharsets.ISO_8859_1);
        position += length;
        return string;
    }

    InetAddress ipv4() throws DnsFormatException {
        return ip(IPV4_BYTES);
    }

    InetAddress ipv6() throws DnsFormatException {
        return ip(IPV6_BYTES);
    }

    private InetAddress ip(int length) throws DnsFormatException {
        require(length);
        byte[] address = Arrays.copyOfRange(bytes, position, position + length);
        position += length;
        try {
            return InetAddress.getByAddress(address);
        } catch (UnknownHostException e) {
            throw new AssertionError("4 and 16 bytes are an address", e);
        }
    }

    /** Begins a field of so many bytes, and returns where it ends. */
    int beginField(int length) throws DnsFormatException {
        require(length);
        return position + length;
    }

    /** Checks that a field was read exactly to its end. */
    void endField(int end) throws DnsFormatException {
        if (position != end) {
            throw new DnsFormatException("a record is not as long as it says");
        }
    }

    void skipTo(int end) {
        position = end;
    }

    /**
     * A name, with pointers followed. Each points before the place where the labels that led to it begin, so no chain
     * of them comes back.
     */
    DnsName name() throws DnsFormatException {
        List<String> labels = new ArrayList<>();
        int nameBytes = 1;
        int resume = -1;
        int barrier = position;
        int jumps = 0;
        for (int length = u8(); length != 0; length = u8()) {
            if (length >= POINTER) {
                int target = (length & ~POINTER) << 8 | u8();
                jumps++;
                if (target >= barrier || jumps > JUMPS_MAX) {
                    throw new DnsFormatException("a pointer does not lead back");
                }
                resume = resume < 0 ? position : resume;
                barrier = target;
                position = target;
            } else {
                nameBytes += 1 + length;
                if (length > DnsName.LABEL_BYTES_MAX || nameBytes > DnsName.BYTES_MAX) {
                    throw new DnsFormatException("a name is too long");
                }
                labels.add(string(length));
            }
        }
        position = resume < 0 ? position : resume;
        return DnsName.of(labels);
    }

    private void require(int count) throws DnsFormatException {
        if (bytes.length - position < count) {
            throw new DnsFormatException("it ends too early");
        }
    }
}
