package dev.godwit.content.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.content.journal.EntryJournalTest.Complete;
import dev.godwit.content.journal.PieceJournal.Start;
import dev.godwit.content.manifest.Entry;
import dev.godwit.content.merkle.Hash;
import dev.godwit.content.merkle.PieceSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EntryJournalTest extends JournalContract<Complete> {
    private static final Hash KEY = root(1000);

    record Complete(int index, long identity, Hash root) {}

    /** What a journal tells. */
    private static final class Records implements EntryJournal.Listener {
        final List<Complete> files = new ArrayList<>();
        final List<Long> directories = new ArrayList<>();

        @Override
        public void file(int index, long identity, Hash root) {
            files.add(new Complete(index, identity, root));
        }

        @Override
        public void directory(long identity) {
            directories.add(identity);
        }
    }

    record OpenedEntries(EntryJournal journal) implements Opened<Complete> {
        @Override
        public Start start() {
            return journal.start();
        }

        @Override
        public void append(int number) throws IOException {
            Complete complete = complete(number);
            journal.append(complete.index(), complete.identity(), complete.root());
        }

        @Override
        public List<Complete> records() throws IOException {
            Records records = new Records();
            journal.forEach(records);
            return records.files;
        }

        @Override
        public long count() {
            return journal.count();
        }

        @Override
        public void close() throws IOException {
            journal.close();
        }
    }

    EntryJournalTest() {
        super(48, 48);
    }

    @Override
    OpenedEntries open(Path path) throws IOException {
        return open(path, KEY);
    }

    private static OpenedEntries open(Path path, Hash key) throws IOException {
        return new OpenedEntries(EntryJournal.open(path, key));
    }

    @Override
    Complete record(int number) {
        return complete(number);
    }

    private static Complete complete(int number) {
        return new Complete(number, number * 0x0123_4567_89AB_CDEFL, root(number));
    }

    @Test
    void remembersWhatWasAppended() throws IOException {
        Path path = path("journal");
        try (EntryJournal journal = EntryJournal.open(path, KEY)) {
            assertThat(journal.start()).isEqualTo(Start.CREATED);
            journal.append(Entry.MAX_ENTRIES - 1, -1, root(1));
            journal.append(0, Long.MIN_VALUE, root(2));
        }
        try (OpenedEntries entries = open(path)) {
            assertThat(entries.start()).isEqualTo(Start.RESUMED);
            entries.journal().append(0, 7, root(3));
            assertThat(entries.records())
                    .containsExactly(
                            new Complete(Entry.MAX_ENTRIES - 1, -1, root(1)),
                            new Complete(0, Long.MIN_VALUE, root(2)),
                            new Complete(0, 7, root(3)));
            assertThat(entries.count()).isEqualTo(3);
        }
        assertThat(Files.getPosixFilePermissions(path)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    /** Unlike files, nothing else could tell whose they are. */
    @Test
    void remembersADirectoryAtOnce() throws IOException {
        Path path = path("journal");
        long identity = EntryJournal.identity(List.of("a", "b"));
        try (EntryJournal writing = EntryJournal.open(path, KEY)) {
            writing.append(1, 2, root(1));
            writing.appendDirectory(7, identity);
            Path copy = Files.copy(path, path("killed"));
            try (EntryJournal journal = EntryJournal.open(copy, KEY)) {
                Records records = new Records();
                journal.forEach(records);
                assertThat(records.directories).containsExactly(identity);
                assertThat(records.files).containsExactly(new Complete(1, 2, root(1)));
            }
        }
        assertThat(identity)
                .isEqualTo(EntryJournal.identity(List.of("a", "b")))
                .isNotEqualTo(EntryJournal.identity(List.of("ab")))
                .isNotEqualTo(EntryJournal.identity(List.of("a")));
    }

    @Test
    void theJournalOfAnotherShareOrKindIsNotUsed() throws IOException {
        Path path = Files.write(path("other"), fiveRecords());
        try (OpenedEntries entries = open(path, root(1))) {
            assertThat(entries.start()).isEqualTo(Start.REPLACED);
            assertThat(entries.records()).isEmpty();
        }
        Path pieces = path("pieces");
        PieceJournal.open(pieces, new PieceJournal.Header(KEY, PieceSize.STREAM, 1))
                .close();
        try (OpenedEntries entries = open(pieces)) {
            assertThat(entries.start()).isEqualTo(Start.REPLACED);
        }
    }

    @Test
    void refusesEntriesThatNoShareHas() throws IOException {
        try (EntryJournal journal = EntryJournal.open(path("journal"), KEY)) {
            assertThatThrownBy(() -> journal.append(-1, 0, root(0))).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> journal.append(Entry.MAX_ENTRIES, 0, root(0)))
                    .isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @Test
    void anIdentityTellsPathLengthAndTime() {
        Instant time = Instant.ofEpochSecond(5, 6);
        long identity = identity(List.of("ab", "c"), 7, time);
        assertThat(identity(List.of("ab", "c"), 7, time)).isEqualTo(identity);
        assertThat(List.of(
                        identity(List.of("a", "bc"), 7, time),
                        identity(List.of("abc"), 7, time),
                        identity(List.of("ab", "c", "d"), 7, time),
                        identity(List.of("ab", "c"), 8, time),
                        identity(List.of("ab", "c"), 7, time.plusNanos(1)),
                        identity(List.of("ab", "c"), 7, time.plusSeconds(1))))
                .doesNotContain(identity)
                .doesNotHaveDuplicates();
    }

    private static long identity(List<String> path, long length, Instant modified) {
        // Its place in the manifest and its permissions may change.
        int index = (int) (System.nanoTime() & 0xFF);
        return EntryJournal.identity(
                path,
                new Entry.File(
                        index, path.size() - 1, path.getLast(), index, modified, length, length, PieceSize.STREAM));
    }
}
