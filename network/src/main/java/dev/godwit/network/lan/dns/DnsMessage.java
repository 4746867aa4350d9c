package dev.godwit.network.lan.dns;

import java.util.ArrayList;
import java.util.List;

/**
 * A message that was read. The authority section, where others propose names while they probe, is left out.
 *
 * @param id what ties an answer to a query of the older kind; 0 in multicast
 * @param isResponse whether it answers; else it asks
 * @param isTruncated of a query: more known answers follow (RFC 6762 §7.2)
 * @param answers of a response what it says, of a query what the querier knows already
 * @param additionals what may spare a further question
 */
public record DnsMessage(
        int id,
        boolean isResponse,
        boolean isTruncated,
        List<DnsQuestion> questions,
        List<DnsRecord> answers,
        List<DnsRecord> additionals) {

    /** The largest message of multicast DNS, RFC 6762 §17. */
    public static final int BYTES_MAX = 9000;

    /** Copies the lists. */
    public DnsMessage {
        questions = List.copyOf(questions);
        answers = List.copyOf(answers);
        additionals = List.copyOf(additionals);
    }

    /** Answers and additional records: a reader makes no difference between them. */
    public List<DnsRecord> records() {
        List<DnsRecord> records = new ArrayList<>(answers);
        records.addAll(additionals);
        return records;
    }
}
