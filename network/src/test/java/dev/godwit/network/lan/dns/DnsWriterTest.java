package dev.godwit.network.lan.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DnsWriterTest {
    private static final DnsName NAME = DnsName.of("_godwit", "_tcp", "local");

    @Test
    void whatDoesNotFitLeavesNoTrace() throws Exception {
        DnsWriter writer = DnsWriter.response();
        RecordContent big = new RecordContent.Text(List.of("x".repeat(255), "x".repeat(255), "x".repeat(255)));
        assertThat(writer.answer(DnsRecord.shared(NAME, big, 120))).isTrue();
        int before = writer.toBytes().length;
        DnsName other = DnsName.of("other", "name");
        assertThat(writer.answer(DnsRecord.shared(other, big, 120))).isFalse();
        assertThat(writer.toBytes()).hasSize(before);
        // Had the first attempt left its name behind, this would point into nothing.
        assertThat(writer.additional(DnsRecord.shared(other, new RecordContent.Pointer(other), 120)))
                .isTrue();
        DnsMessage read = DnsReader.read(ByteBuffer.wrap(writer.toBytes()));
        assertThat(read.answers()).hasSize(1);
        assertThat(read.additionals().getFirst().name()).isEqualTo(other);
    }

    @Test
    void legacyResponsesHaveWholeNamesInService() throws Exception {
        RecordContent service = new RecordContent.Service(0, 0, 1, DnsName.of("host", "local"));
        DnsRecord record = DnsRecord.unique(NAME, service, 120);
        DnsWriter compressed = DnsWriter.response();
        DnsWriter legacy = DnsWriter.legacyResponse(77);
        assertThat(compressed.answer(record)).isTrue();
        assertThat(legacy.answer(record)).isTrue();
        assertThat(legacy.toBytes().length - compressed.toBytes().length).isEqualTo("local".length());
        DnsMessage read = DnsReader.read(ByteBuffer.wrap(legacy.toBytes()));
        assertThat(read.id()).isEqualTo(77);
        assertThat(read.answers().getFirst().content()).isEqualTo(service);
    }

    @Test
    void noAttributesAreOneEmptyString() throws Exception {
        DnsWriter writer = DnsWriter.response();
        assertThat(writer.answer(DnsRecord.unique(NAME, new RecordContent.Text(List.of()), 120)))
                .isTrue();
        byte[] bytes = writer.toBytes();
        assertThat(bytes).endsWith(0, 1, 0);
        DnsMessage read = DnsReader.read(ByteBuffer.wrap(bytes));
        assertThat(read.answers().getFirst().content()).isEqualTo(new RecordContent.Text(List.of()));
    }
}
