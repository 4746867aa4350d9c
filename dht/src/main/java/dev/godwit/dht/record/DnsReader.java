package dev.godwit.dht.record;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the TXT records of a response; other types are skipped. RFC 1035 §4.1. Total: it ends, and throws one exception. */
final class DnsReader {
    /** A packet has at most this many records; a thousand bytes hold no more. */
    static final int RECORDS_MAX = 64;

    private static final int HEADER_BYTES = 12;
    private static final int RESPONSE_FLAG = 0x8000;
    private static final int POINTER_MASK = 0xc0;

    private final byte[] packet;
    private int at;

    private DnsReader(byte[] packet) {
        this.packet = packet;
    }

    /** The entries whose names end with {@code origin}. */
    static List<TextEntry> read(byte[] packet, String origin) throws RecordException {
        return new DnsReader(packet).entries(origin);
    }

    private List<TextEntry> entries(String origin) throws RecordException {
        if (packet.length < HEADER_BYTES) {
            throw new RecordException("a packet of " + packet.length + " bytes");
        }
        at = 2;
        boolean response = (readShort() & RESPONSE_FLAG) != 0;
        int questions = readShort();
        int answers = readShort();
        if (!response || questions != 0 || answers > RECORDS_MAX) {
            throw new RecordException("no response, or of " + answers + " answers to " + questions + " questions");
        }
        at = HEADER_BYTES;
        List<TextEntry> entries = new ArrayList<>();
        for (int i = 0; i < answers; i++) {
            entry(origin).ifPresent(entries::add);
        }
        return List.copyOf(entries);
    }

    private Optional<TextEntry> entry(String origin) throws RecordException {
        List<String> labels = name();
        int type = readShort();
        int recordClass = readShort();
        long timeToLive = (long) readShort() << Short.SIZE | readShort();
        int length = readShort();
        int end = at + length;
        if (end > packet.length) {
            throw new RecordException("a record beyond the end");
        }
        boolean fits = type == DnsWriter.TYPE_TXT
                && recordClass == DnsWriter.CLASS_IN
                && !labels.isEmpty()
                && labels.getLast().equals(origin);
        Optional<TextEntry> entry = Optional.empty();
        if (fits) {
            String name = new DnsName(labels.subList(0, labels.size() - 1)).text();
            entry = Optional.of(new TextEntry(name, text(end), timeToLive));
        }
        at = end;
        return entry;
    }

    private String text(int end) throws RecordException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        while (at < end) {
            int length = readByte();
            if (length > end - at) {
                throw new RecordException("a text beyond its record");
            }
            text.write(packet, at, length);
            at += length;
        }
        return text.toString(StandardCharsets.UTF_8);
    }

    /** Labels here and behind pointers, which must lead backwards: so there is an end. RFC 1035 §4.1.4. */
    private List<String> name() throws RecordException {
        List<String> labels = new ArrayList<>();
        int nameBytes = 1;
        int after = -1;
        int lowest = at;
        while (true) {
            int length = readByte();
            if (length == 0) {
                break;
            }
            if ((length & POINTER_MASK) == POINTER_MASK) {
                int pointer = (length & ~POINTER_MASK) << Byte.SIZE | readByte();
                after = after < 0 ? at : after;
                if (pointer >= lowest) {
                    throw new RecordException("a pointer that does not lead backwards");
                }
                at = pointer;
                lowest = pointer;
                continue;
            }
            nameBytes += 1 + length;
            labels.add(label(length, nameBytes));
        }
        at = after < 0 ? at : after;
        return labels;
    }

    private String label(int length, int nameBytes) throws RecordException {
        if (length > DnsName.LABEL_BYTES_MAX || nameBytes > DnsName.NAME_BYTES_MAX || length > packet.length - at) {
            throw new RecordException("a label of " + length + " bytes");
        }
        String label = new String(packet, at, length, StandardCharsets.ISO_8859_1);
        if (label.indexOf('.') >= 0) {
            throw new RecordException("a dot in a label");
        }
        at += length;
        return label;
    }

    private int readShort() throws RecordException {
        return readByte() << Byte.SIZE | readByte();
    }

    private int readByte() throws RecordException {
        if (at >= packet.length) {
            throw new RecordException("cut short");
        }
        return packet[at++] & 0xff;
    }
}
