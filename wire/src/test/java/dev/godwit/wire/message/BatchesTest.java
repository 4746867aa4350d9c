package dev.godwit.wire.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.godwit.content.manifest.Entry;
import dev.godwit.content.merkle.Hash;
import dev.godwit.content.merkle.PieceSize;
import dev.godwit.testkit.Seed;
import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.testing.MemoryStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Whatever is gathered fits into a message, and comes out of it as it went in. */
class BatchesTest {
    private final EntriesBatch entries = new EntriesBatch();
    private final FilesBatch files = new FilesBatch();

    @Test
    void anyEntriesTravelInMessagesThatAreTaken() throws IOException {
        SplittableRandom random =
                Seed.announce("anyEntriesTravelInMessagesThatAreTaken").random();
        List<Entry> manifest = new ArrayList<>();
        List<Entry> arrived = new ArrayList<>();
        for (int index = 0; index < 3_000; index++) {
            Entry next = anyEntry(random, index);
            manifest.add(next);
            if (!entries.fits(next)) {
                arrived.addAll(travelled(entries.take()).entries());
            }
            entries.add(next);
        }
        arrived.addAll(travelled(entries.take()).entries());
        assertThat(arrived).isEqualTo(manifest);
        assertThat(entries.isEmpty()).isTrue();
    }

    @Test
    void entriesFillTheirMessage() throws IOException {
        int taken = 0;
        while (entries.fits(longest(taken))) {
            entries.add(longest(taken++));
        }
        // 6 bytes of head, and 4,367 for the longest entry there is.
        assertThat(taken).isEqualTo((65_536 - 6) / 4_367);
        assertThat(travelled(entries.take()).entries()).hasSize(taken);
    }

    @Test
    void entriesAreAtMostSoMany() {
        for (int index = 0; index < 1_024; index++) {
            entries.add(directory(index));
        }
        assertThat(entries.fits(directory(1_024))).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> entries.add(directory(1_024)));
        assertThat(entries.take().entries()).hasSize(1_024);
    }

    @Test
    void entriesComeWithoutAGap() {
        entries.add(directory(7));
        assertThatIllegalArgumentException().isThrownBy(() -> entries.add(directory(7)));
        assertThatIllegalArgumentException().isThrownBy(() -> entries.add(directory(9)));
        entries.add(directory(8));
        assertThat(entries.take().firstIndex()).isEqualTo(7);
        assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(entries::take);
    }

    @Test
    void smallFilesAreAtMostAMebibyte() {
        for (int entry = 0; entry < 4; entry++) {
            files.add(sent(entry, 262_144));
        }
        assertThat(files.fits(sent(4, 1))).isFalse();
        assertThat(files.fits(sent(4, 0))).isTrue();
        assertThat(files.contentBytes()).isEqualTo(1 << 20);
        assertThatIllegalArgumentException().isThrownBy(() -> files.add(sent(4, 1)));
        assertThat(files.take(Encoding.PLAIN, 1 << 20).files()).hasSize(4);
        assertThat(files.contentBytes()).isZero();
        assertThat(files.fits(sent(4, 262_144))).isTrue();
    }

    @Test
    void smallFilesAreAtMostSoMany() throws IOException {
        for (int entry = 0; entry < 1_024; entry++) {
            files.add(sent(entry, 0));
        }
        assertThat(files.fits(sent(1_024, 0))).isFalse();
        Message.Files message = files.take(Encoding.PLAIN, 0);
        assertThat(travelled(message, Message.Files.class)).isEqualTo(message);
    }

    /** Details are free text of any length: they are counted as they are written. */
    @Test
    void missingFilesFillTheirMessage() throws IOException {
        Fault fault = Fault.of(FaultCode.SOURCE_UNREADABLE, "d".repeat(5_000));
        int taken = 0;
        while (files.fits(new SmallFile.Missing(taken, fault))) {
            files.add(new SmallFile.Missing(taken++, fault));
        }
        assertThat(taken).isEqualTo((65_536 - 7) / (8 + 1_024));
        assertThat(travelled(files.take(Encoding.PLAIN, 0), Message.Files.class).files())
                .hasSize(taken);
    }

    @Test
    void smallFilesComeInOrder() {
        files.add(sent(7, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> files.add(sent(7, 1)));
        assertThatIllegalArgumentException().isThrownBy(() -> files.add(sent(6, 1)));
        files.add(sent(9, 1));
        assertThat(files.isEmpty()).isFalse();
        files.take(Encoding.ZSTD, 10);
        assertThat(files.isEmpty()).isTrue();
        assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(() -> files.take(Encoding.PLAIN, 0));
    }

    private static Entry anyEntry(SplittableRandom random, int index) {
        int depth = random.nextInt(Entry.MAX_DEPTH);
        String name = "é".repeat(random.nextInt(1, 128));
        Instant modified = Instant.ofEpochSecond(random.nextLong(-(1L << 40) + 1, 1L << 40), random.nextInt(1_000_000));
        return switch (random.nextInt(3)) {
            case 0 -> new Entry.Directory(index, depth, name, random.nextInt(01000), modified);
            case 1 -> new Entry.Link(index, depth, name, modified, "日".repeat(random.nextInt(1, 1_366)));
            default -> {
                long length = random.nextLong(1L << 42);
                PieceSize pieceSize = new PieceSize(1 << random.nextInt(18, 25));
                yield new Entry.File(
                        index, depth, name, random.nextInt(01000), modified, length, length / 2, pieceSize);
            }
        };
    }

    private static Entry longest(int index) {
        return new Entry.Link(index, 0, "n".repeat(255), Instant.EPOCH, "t".repeat(4_095));
    }

    private static Entry directory(int index) {
        return new Entry.Directory(index, 0, "d", 0755, Instant.EPOCH);
    }

    private static SmallFile sent(int entry, int length) {
        return new SmallFile.Sent(entry, length, Hash.ZERO);
    }

    private static Message.Entries travelled(Message.Entries message) throws IOException {
        return travelled(message, Message.Entries.class);
    }

    private static <M extends Message> M travelled(M message, Class<M> type) throws IOException {
        MemoryStream out = new MemoryStream();
        try (MessageChannel channel = new MessageChannel(out)) {
            channel.send(message);
        }
        Phase phase = type == Message.Entries.class ? Phase.FETCHING_CONTROL : Phase.FETCHING_BYTES;
        try (MessageChannel channel = new MessageChannel(new MemoryStream(out.sent()))) {
            return type.cast(channel.receive(phase));
        }
    }
}
