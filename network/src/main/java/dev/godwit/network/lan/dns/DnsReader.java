package dev.godwit.network.lan.dns;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a message (RFC 1035 §4, RFC 6762 §18). Counts in the header are never believed: memory grows with the bytes that
 * are there, of which there are at most {@link DnsMessage#BYTES_MAX}.
 */
public final class DnsReader {
    private static final int RESPONSE = 0x8000;
    private static final int OPCODE = 0x7800;
    private static final int TRUNCATED = 0x0200;
    private static final int RESPONSE_CODE = 0x000F;

    /** The top bit of a class: QU in questions, cache-flush in records (RFC 6762 §18.12, §18.13). */
    private static final int TOP_BIT = 0x8000;

    private static final int CLASS_INTERNET = 1;
    private static final int CLASS_ANY = 255;

    private final ByteFields fields;

    private DnsReader(ByteFields fields) {
        this.fields = fields;
    }

    /**
     * Reads what remains of a buffer, all of which is one datagram.
     *
     * @throws DnsFormatException when it is no whole message, or none of multicast DNS
     */
    public static DnsMessage read(ByteBuffer datagram) throws DnsFormatException {
        if (datagram.remaining() > DnsMessage.BYTES_MAX) {
            throw new DnsFormatException("too long");
        }
        byte[] bytes = new byte[datagram.remaining()];
        datagram.get(bytes);
        return new DnsReader(new ByteFields(bytes)).message();
    }

    private DnsMessage message() throws DnsFormatException {
        int id = fields.u16();
        int flags = fields.u16();
        if ((flags & (OPCODE | RESPONSE_CODE)) != 0) {
            // RFC 6762 §18.3, §18.11: such messages are ignored.
            throw new DnsFormatException("neither a query nor an answer");
        }
        int questionCount = fields.u16();
        int answerCount = fields.u16();
        int authorityCount = fields.u16();
        int additionalCount = fields.u16();
        List<DnsQuestion> questions = questions(questionCount);
        List<DnsRecord> answers = records(answerCount);
        records(authorityCount);
        List<DnsRecord> additionals = records(additionalCount);
        return new DnsMessage(id, (flags & RESPONSE) != 0, (flags & TRUNCATED) != 0, questions, answers, additionals);
    }

    private List<DnsQuestion> questions(int count) throws DnsFormatException {
        List<DnsQuestion> questions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            DnsName name = fields.name();
            int type = fields.u16();
            int classAndBit = fields.u16();
            int questionClass = classAndBit & ~TOP_BIT;
            if (questionClass == CLASS_INTERNET || questionClass == CLASS_ANY) {
                questions.add(new DnsQuestion(name, type, (classAndBit & TOP_BIT) != 0));
            }
        }
        return questions;
    }

    private List<DnsRecord> records(int count) throws DnsFormatException {
        List<DnsRecord> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            DnsRecord record = record();
            if (record != null) {
                records.add(record);
            }
        }
        return records;
    }

    /** The next record; null when it is of a class or type that means nothing here. */
    private @Nullable DnsRecord record() throws DnsFormatException {
        DnsName name = fields.name();
        int type = fields.u16();
        int classAndBit = fields.u16();
        long ttl = fields.u32();
        int end = fields.beginField(fields.u16());
        RecordContent content = (classAndBit & ~TOP_BIT) == CLASS_INTERNET ? content(type, end) : null;
        if (content == null) {
            fields.skipTo(end);
            return null;
        }
        fields.endField(end);
        // RFC 2181 §8: with the top bit set it counts as 0.
        long ttlSeconds = ttl > Integer.MAX_VALUE ? 0 : ttl;
        return new DnsRecord(name, content, (classAndBit & TOP_BIT) != 0, ttlSeconds);
    }

    private @Nullable RecordContent content(int type, int end) throws DnsFormatException {
        return switch (type) {
            case RecordType.A -> new RecordContent.Address(fields.ipv4());
            case RecordType.AAAA -> new RecordContent.Address(fields.ipv6());
            case RecordType.PTR -> new RecordContent.Pointer(fields.name());
            case RecordType.SRV -> new RecordContent.Service(fields.u16(), fields.u16(), fields.u16(), fields.name());
            case RecordType.TXT -> new RecordContent.Text(strings(end));
            default -> null;
        };
    }

    private List<String> strings(int end) throws DnsFormatException {
        List<String> strings = new ArrayList<>();
        while (fields.position() < end) {
            String string = fields.string(fields.u8());
            if (!string.isEmpty()) {
                // RFC 6763 §6.1: one empty string stands for none.
                strings.add(string);
            }
        }
        return strings;
    }
}
