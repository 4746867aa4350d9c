package dev.godwit.network.lan.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Messages that python3-zeroconf wrote: we read what it reads, and write what it writes. */
final class DnsVectorsTest {

    static List<List<String>> vectors() throws IOException {
        try (InputStream in = Objects.requireNonNull(DnsVectorsTest.class.getResourceAsStream("/vectors/dns.txt"))) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Stream.of(text.strip().split("\n\n", -1))
                    .skip(1)
                    .map(section -> section.lines().map(String::strip).toList())
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void readsWhatZeroconfReads(List<String> vector) throws DnsFormatException {
        DnsMessage message = DnsReader.read(ByteBuffer.wrap(packet(vector)));
        List<String> seen = new ArrayList<>();
        for (DnsQuestion question : message.questions()) {
            seen.add("question " + question.name() + " " + question.type() + " " + bit(question.wantsUnicast()));
        }
        for (DnsRecord record : message.records()) {
            seen.add("record " + record.name() + " " + record.type() + " " + bit(record.cacheFlush()) + " "
                    + record.ttlSeconds() + " " + text(record.content()));
        }
        assertThat(seen).isEqualTo(vector.subList(1, vector.size() - 1));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void writesWhatZeroconfWrites(List<String> vector) throws DnsFormatException {
        byte[] packet = packet(vector);
        DnsMessage message = DnsReader.read(ByteBuffer.wrap(packet));
        DnsWriter writer = message.isResponse() ? DnsWriter.response() : DnsWriter.query(0);
        message.questions().forEach(writer::question);
        message.answers().forEach(writer::answer);
        message.additionals().forEach(writer::additional);
        assertThat(writer.toBytes())
                .asHexString()
                .isEqualToIgnoringCase(HexFormat.of().formatHex(packet));
    }

    @Test
    void thereAreSome() throws IOException {
        assertThat(vectors()).hasSizeGreaterThan(3);
    }

    private static byte[] packet(List<String> vector) {
        return HexFormat.of().parseHex(vector.getLast().substring(2));
    }

    private static int bit(boolean value) {
        return value ? 1 : 0;
    }

    private static String text(RecordContent content) {
        return switch (content) {
            case RecordContent.Pointer pointer -> pointer.target().toString();
            case RecordContent.Service service ->
                service.priority() + " " + service.weight() + " " + service.port() + " " + service.target();
            case RecordContent.Address(InetAddress ip) -> HexFormat.of().formatHex(ip.getAddress());
            case RecordContent.Text(List<String> strings) -> {
                StringBuilder hex = new StringBuilder();
                for (String string : strings) {
                    hex.append("%02x".formatted(string.length()));
                    hex.append(HexFormat.of().formatHex(string.getBytes(StandardCharsets.ISO_8859_1)));
                }
                yield hex.toString();
            }
        };
    }
}
