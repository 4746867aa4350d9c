package dev.godwit.transfer.receive.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.content.journal.EntryJournal;
import dev.godwit.content.merkle.Hash;
import dev.godwit.transfer.progress.Tally;
import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class EntryLedgerTest {
    private static final Hash ROOT = Hash.of(
            new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8
            });

    @TempDir
    private Path temp;

    private final Tally tally = new Tally();

    private EntryLedger open() throws IOException {
        return new EntryLedger(Optional.of(EntryJournal.open(temp.resolve("journal"), Hash.ZERO)), tally);
    }

    @Test
    void countsEachFateOnceAndKeepsTheFirst() throws IOException {
        try (EntryLedger ledger = open()) {
            for (int entry = 0; entry < 300; entry++) {
                assertThat(ledger.begin(Entries.file(entry), entry)).isFalse();
            }
            ledger.received(0, ROOT);
            ledger.here(1, ROOT);
            ledger.leftOut(2);
            ledger.failed(3, "path", Fault.of(FaultCode.NAME_UNSAFE));
            ledger.made(4);
            ledger.leftOut(4);
            assertThat(ledger.count(Fate.RECEIVED)).isEqualTo(2);
            assertThat(ledger.count(Fate.HERE)).isEqualTo(1);
            assertThat(ledger.count(Fate.LEFT_OUT)).isEqualTo(1);
            assertThat(ledger.count(Fate.FAILED)).isEqualTo(1);
            assertThat(ledger.count(Fate.OPEN)).isEqualTo(295);
            assertThat(ledger.fate(4)).isEqualTo(Fate.RECEIVED);
            assertThat(tally.settledEntries()).isEqualTo(5);
            assertThat(ledger.root(0)).contains(ROOT);
            assertThat(ledger.root(2)).isEmpty();
            assertThat(ledger.isWorthAnotherRun()).isFalse();
            ledger.failed(5, "other", Fault.of(FaultCode.SOURCE_CHANGED));
            assertThat(ledger.isWorthAnotherRun()).isTrue();
            assertThat(ledger.isHeldUpHere()).isFalse();
            ledger.failed(6, "third", Fault.of(FaultCode.CONFLICT));
            assertThat(ledger.isHeldUpHere()).isTrue();
        }
    }

    @Test
    void aLaterRunHasTheRootsOfWhatIsStillTheSame() throws IOException {
        try (EntryLedger ledger = open()) {
            assertThat(ledger.isJournalEmpty()).isTrue();
            for (int entry = 0; entry < 3; entry++) {
                ledger.begin(Entries.file(entry), 10 + entry);
                ledger.received(entry, ROOT);
            }
        }
        try (EntryLedger ledger = open()) {
            assertThat(ledger.isJournalEmpty()).isFalse();
            ledger.begin(Entries.file(0), 10);
            ledger.begin(Entries.file(1), 99);
            assertThat(ledger.claim(0)).contains(ROOT);
            assertThat(ledger.claim(1)).isEmpty();
            assertThat(ledger.count(Fate.OPEN)).isEqualTo(2);
        }
    }

    @Test
    void anotherEntryAtAnIndexForgetsItAndAllBehind() throws IOException {
        try (EntryLedger ledger = open()) {
            for (int entry = 0; entry < 4; entry++) {
                ledger.begin(Entries.file(entry), 10 + entry);
            }
            ledger.received(0, ROOT);
            ledger.failed(2, "path", Fault.of(FaultCode.SOURCE_CHANGED));
            ledger.received(3, ROOT);
            assertThat(ledger.begin(Entries.file(0), 10)).isTrue();
            assertThat(ledger.begin(Entries.file(1), 11)).isFalse();
            assertThat(ledger.begin(Entries.file(2), 77)).isFalse();
            assertThat(ledger.begin(Entries.file(3), 13)).isFalse();
            assertThat(tally.settledEntries()).isEqualTo(1);
            assertThat(ledger.problems().count()).isZero();
            assertThat(ledger.root(3)).isEmpty();
        }
    }

    /** Otherwise those behind the end would make up for some before it. */
    @Test
    void whatIsBehindTheEndCountsNoMore() throws Exception {
        try (EntryLedger ledger = open()) {
            for (int entry = 0; entry < 10; entry++) {
                ledger.begin(Entries.file(entry), entry);
            }
            for (int entry = 5; entry < 10; entry++) {
                ledger.made(entry);
            }
            ledger.end(6);
            assertThat(tally.settledEntries()).isEqualTo(1);
            AtomicBoolean givenUp = new AtomicBoolean();
            FutureTask<Boolean> waiting = new FutureTask<>(() -> {
                ledger.awaitSettled(6, givenUp::get);
                return givenUp.get();
            });
            Thread thread = Thread.ofVirtual().start(waiting);
            for (int entry = 0; entry < 5; entry++) {
                assertThat(waiting.isDone()).isFalse();
                ledger.made(entry);
            }
            thread.join();
            assertThat(waiting.get()).isFalse();
        }
    }

    @Test
    void whoWaitsIsWokenToGiveUp() throws Exception {
        try (EntryLedger ledger = open()) {
            AtomicBoolean givenUp = new AtomicBoolean();
            FutureTask<Boolean> waiting = new FutureTask<>(() -> {
                ledger.awaitSettled(1, givenUp::get);
                return givenUp.get();
            });
            Thread thread = Thread.ofVirtual().start(waiting);
            givenUp.set(true);
            ledger.wake();
            thread.join();
            assertThat(waiting.get()).isTrue();
            ledger.end(0);
            ledger.awaitSettled(0, () -> false);
        }
    }
}
