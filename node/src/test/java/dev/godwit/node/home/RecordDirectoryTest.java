package dev.godwit.node.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Records that are begun, held and deleted by several at once. */
@Timeout(120)
class RecordDirectoryTest {
    @TempDir
    private Path temp;

    private Path directory() {
        return temp.resolve("record");
    }

    /** Another process opened the lock, and before it had it the record was deleted, and perhaps begun anew. */
    @Test
    void aLockOnAFileThatIsGoneIsNone() throws IOException {
        RecordDirectory first = RecordDirectory.lock(directory()).orElseThrow();
        Path lock = first.file("lock");
        RecordDirectory.Stamp before = RecordDirectory.Stamp.of(lock);
        try (FileChannel waiting = PrivateFiles.openForLock(lock)) {
            before.checkStillAt(lock);
            first.delete();
            assertThat(waiting.isOpen()).isTrue();
            assertThatThrownBy(() -> before.checkStillAt(lock)).isInstanceOf(NoSuchFileException.class);
            try (RecordDirectory next = RecordDirectory.lock(directory()).orElseThrow()) {
                assertThat(next.file("lock")).exists();
                assertThatThrownBy(() -> before.checkStillAt(lock)).isInstanceOf(NoSuchFileException.class);
            }
        }
    }

    /** Whoever finds a record only to take it up does not begin one. */
    @Test
    void aRecordThatIsGoneIsNotTakenUp() {
        assertThatThrownBy(() -> RecordDirectory.lockExisting(directory())).isInstanceOf(NoSuchFileException.class);
        assertThat(directory()).doesNotExist();
    }

    @Test
    void deletingTwiceLeavesWhatSomebodyBeganMeanwhile() throws IOException {
        RecordDirectory first = RecordDirectory.lock(directory()).orElseThrow();
        first.delete();
        try (RecordDirectory next = RecordDirectory.lock(directory()).orElseThrow()) {
            next.set("a", "b").store();
            first.delete();
            first.close();
            assertThat(RecordDirectory.lock(directory())).isEmpty();
        }
        assertThat(RecordDirectory.read(directory())).containsEntry("a", "b");
    }

    @Test
    void aRecordGoesWithEverythingInIt() throws IOException {
        RecordDirectory record = RecordDirectory.lock(directory()).orElseThrow();
        Files.writeString(Files.createDirectory(record.file("folder")).resolve("file"), "");
        record.delete();
        assertThat(directory()).doesNotExist();
    }

    /** Closing a second channel on a lock file ends the lock of the first for other processes: none may be opened. */
    @Test
    void whoAsksInVainInThisProcessDoesNotLetOthersIn() throws Exception {
        try (RecordDirectory record = RecordDirectory.lock(directory()).orElseThrow()) {
            assertThat(RecordDirectory.lock(directory())).isEmpty();
            Process other = contender(1, "--in-vain");
            assertThat(other.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(other.exitValue()).isEqualTo(Contender.BUSY);
            assertThat(record.file("lock")).exists();
        }
    }

    /** Two processes begin and delete the same record again and again: never are both at it. */
    @Test
    void deletingAndLockingDoNotOverlap() throws Exception {
        List<Process> contenders = List.of(contender(2_000), contender(2_000));
        for (Process contender : contenders) {
            assertThat(contender.waitFor(100, TimeUnit.SECONDS)).isTrue();
            assertThat(contender.exitValue()).isZero();
        }
        try (Stream<Path> left = Files.list(temp)) {
            assertThat(left).isEmpty();
        }
    }

    private Process contender(int rounds, String... more) throws IOException {
        List<String> command = Stream.concat(
                        Stream.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-Xmx64m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Contender.class.getName(),
                                directory().toString(),
                                String.valueOf(rounds)),
                        Stream.of(more))
                .toList();
        return new ProcessBuilder(command).inheritIO().start();
    }
}
