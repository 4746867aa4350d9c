package dev.godwit.network.lan.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** By hand from RFC 1035 §4.1.4 and RFC 6762 §18, and what must be refused. */
final class DnsReaderTest {
    private static final String QUERY_OF = "0000 0000 %04x 0000 0000 0000";
    private static final String RESPONSE_OF = "0000 8400 0000 %04x 0000 0000";

    private static DnsMessage read(String... hex) throws DnsFormatException {
        String digits = String.join("", hex).replace(" ", "");
        return DnsReader.read(ByteBuffer.wrap(HexFormat.of().parseHex(digits)));
    }

    @Test
    void followsThePointersOfRfc1035() throws Exception {
        // F.ISI.ARPA at 12, then FOO.F.ISI.ARPA, then ARPA, then the root.
        DnsMessage message = read(
                QUERY_OF.formatted(4),
                "01 46 03 495349 04 41525041 00 0001 0001",
                "03 464f4f c00c 0001 0001",
                "c012 0001 0001",
                "00 0001 0001");
        assertThat(message.questions())
                .extracting(question -> question.name().toString())
                .containsExactly("F.ISI.ARPA", "FOO.F.ISI.ARPA", "ARPA", ".");
    }

    @Test
    void readsHeaderAndTopBits() throws Exception {
        DnsMessage query = read("1234 0200 0001 0000 0000 0000", "01 61 00 00ff 80ff");
        assertThat(query.id()).isEqualTo(0x1234);
        assertThat(query.isTruncated()).isTrue();
        assertThat(query.isResponse()).isFalse();
        assertThat(query.questions()).containsExactly(new DnsQuestion(DnsName.of("a"), RecordType.ANY, true));
        DnsMessage response = read(RESPONSE_OF.formatted(1), "01 61 00 0001 8001 00000078 0004 c0000201");
        assertThat(response.answers().getFirst().cacheFlush()).isTrue();
        assertThat(response.answers().getFirst().ttlSeconds()).isEqualTo(120);
    }

    @Test
    void skipsWhatItDoesNotKnow() throws Exception {
        // NSEC, an A record of class CH, EDNS0's OPT with its abuse of the class, then an A record.
        DnsMessage message = read(
                RESPONSE_OF.formatted(4),
                "01 61 00 002f 8001 00000078 0005 c00c000140",
                "01 61 00 0001 0003 00000078 0004 c0000201",
                "00 0029 05a0 00000000 0000",
                "01 61 00 0001 0001 00000078 0004 c0000202");
        assertThat(message.answers()).hasSize(1);
    }

    @Test
    void leavesProposalsOut() throws Exception {
        DnsMessage probe =
                read("0000 0000 0001 0000 0001 0000", "01 61 00 00ff 0001", "c00c 0001 0001 00000078 0004 c0000201");
        assertThat(probe.records()).isEmpty();
    }

    @Test
    void aTimeToLiveBeyondTheLimitIsZero() throws Exception {
        DnsMessage message = read(RESPONSE_OF.formatted(1), "01 61 00 0001 0001 80000000 0004 c0000201");
        assertThat(message.answers().getFirst().ttlSeconds()).isZero();
    }

    @Test
    void namesAreTheSameInEitherCase() {
        assertThat(DnsName.of("_GodWit", "_tcp", "LOCAL")).isEqualTo(DnsName.of("_godwit", "_tcp", "local"));
        assertThat(DnsName.of("a.b")).isNotEqualTo(DnsName.of("a", "b")).hasToString("a\\.b");
        assertThat(DnsName.of("a\u00e9 \u001b")).hasToString("a\\233\\032\\027");
    }

    @ParameterizedTest
    @CsvSource({
        "too short, 0000 0000 0000",
        "counts that lie, 0000 8400 ffff ffff ffff ffff",
        "an update, 0000 2800 0000 0000 0000 0000",
        "an error code, 0000 8403 0000 0000 0000 0000",
        "a pointer to itself, 0000 0000 0001 0000 0000 0000 c00c 0001 0001",
        "a pointer ahead, 0000 0000 0001 0000 0000 0000 c00e 00 0001 0001",
        "two that point at each other, 0000 0000 0001 0000 0000 0000 c00e c00c 0001 0001",
        "a label that loops, 0000 0000 0001 0000 0000 0000 0161 c00c 0001 0001",
        "a label of the reserved kinds, 0000 0000 0001 0000 0000 0000 41 61 00 0001 0001",
        "an A record of three bytes, 0000 8400 0000 0001 0000 0000 0161 00 0001 0001 00000078 0003 c00002",
        "an A record of five, 0000 8400 0000 0001 0000 0000 0161 00 0001 0001 00000078 0005 c000020101",
        "a string beyond its record, 0000 8400 0000 0001 0000 0000 0161 00 0010 0001 00000078 0002 0561 626364",
        "data that ends early, 0000 8400 0000 0001 0000 0000 0161 00 0001 0001 00000078 0004 c000"
    })
    void refuses(String what, String hex) {
        assertThatThrownBy(() -> read(hex)).as(what).isInstanceOf(DnsFormatException.class);
    }

    @Test
    void refusesNamesThatAreTooLong() {
        String label = "3f" + "61".repeat(63);
        assertThatThrownBy(() -> read(QUERY_OF.formatted(1), label.repeat(4), "00 0001 0001"))
                .isInstanceOf(DnsFormatException.class);
        assertThatThrownBy(() -> DnsName.of(List.of("a".repeat(64)))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesMoreThanAMessageCanHold() {
        assertThatThrownBy(() -> DnsReader.read(ByteBuffer.allocate(DnsMessage.BYTES_MAX + 1)))
                .isInstanceOf(DnsFormatException.class);
    }
}
