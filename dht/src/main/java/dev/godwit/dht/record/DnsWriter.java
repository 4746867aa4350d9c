package dev.godwit.dht.record;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes a response of TXT records, names compressed. RFC 1035 §4.1. */
final class DnsWriter {
    /** A response with authority, as pkarr writes it. RFC 1035 §4.1.1. */
    static final int FLAGS_AUTHORITATIVE_RESPONSE = 0x8400;

    static final int TYPE_TXT = 16;
    static final int CLASS_IN = 1;

    /** A character-string has one byte of length. RFC 1035 §3.3. */
    static final int TEXT_PART_BYTES_MAX = 255;

    static final int POINTER = 0xc000;

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final Map<List<String>, Integer> written = new HashMap<>();

    private DnsWriter() {}

    /** The packet whose names all end with {@code origin}. */
    static byte[] write(String origin, List<TextEntry> entries) {
        DnsWriter writer = new DnsWriter();
        writer.header(entries.size());
        entries.forEach(entry -> writer.entry(origin, entry));
        return writer.output.toByteArray();
    }

    private void header(int answers) {
        writeShort(0);
        writeShort(FLAGS_AUTHORITATIVE_RESPONSE);
        writeShort(0);
        writeShort(answers);
        writeShort(0);
        writeShort(0);
    }

    private void entry(String origin, TextEntry entry) {
        name(DnsName.parse(entry.name()).followedBy(origin).labels());
        writeShort(TYPE_TXT);
        writeShort(CLASS_IN);
        writeShort((int) (entry.timeToLiveSeconds() >>> Short.SIZE));
        writeShort((int) entry.timeToLiveSeconds());
        byte[] text = entry.textBytes();
        int parts = Math.max(1, Math.ceilDiv(text.length, TEXT_PART_BYTES_MAX));
        writeShort(text.length + parts);
        for (int part = 0; part < parts; part++) {
            int from = part * TEXT_PART_BYTES_MAX;
            int length = Math.min(TEXT_PART_BYTES_MAX, text.length - from);
            output.write(length);
            output.write(text, from, length);
        }
    }

    /** RFC 1035 §4.1.4: what was written before is pointed to. */
    private void name(List<String> labels) {
        for (int i = 0; i < labels.size(); i++) {
            List<String> rest = labels.subList(i, labels.size());
            Integer at = written.get(rest);
            if (at != null) {
                writeShort(POINTER | at);
                return;
            }
            written.put(List.copyOf(rest), output.size());
            byte[] label = labels.get(i).getBytes(StandardCharsets.ISO_8859_1);
            output.write(label.length);
            output.writeBytes(label);
        }
        output.write(0);
    }

    private void writeShort(int value) {
        output.write(value >>> Byte.SIZE);
        output.write(value);
    }
}
