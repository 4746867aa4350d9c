package dev.godwit.transfer.receive.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.content.manifest.Entry;
import dev.godwit.content.merkle.PieceSize;
import dev.godwit.content.receive.ConflictRule;
import dev.godwit.content.receive.ReceiveRoot;
import dev.godwit.transfer.progress.Tally;
import dev.godwit.transfer.receive.work.WorkBoard.Taken;
import dev.godwit.wire.fault.FaultException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class WorkBoardTest {
    private static final int PIECES = 5_000;
    private static final long PIECE = 256 << 10;

    private final WorkBoard board = new WorkBoard();

    /** A file of so many pieces, some of which an earlier run claims to have. */
    private static LargeFile large(int index, long pieces, long... claims) {
        Entry.File entry = new Entry.File(
                index, 0, "large" + index, 0644, Instant.EPOCH, pieces * PIECE, pieces * PIECE, new PieceSize(1 << 18));
        return new LargeFile(
                entry,
                entry.name(),
                new ClaimedDestination(LongStream.of(claims).boxed().toList()));
    }

    @TempDir
    private Path temp;

    private SmallBatch batch(int index, int count) throws IOException {
        ReceiveRoot root = ReceiveRoot.open(temp);
        DirectoryNode node = DirectoryNode.root(root, new EntryLedger(Optional.empty(), new Tally()));
        root.close();
        return new SmallBatch(IntStream.range(index, index + count)
                .mapToObj(i -> new PlannedFile(
                        new Entry.File(i, 0, "f" + i, 0644, Instant.EPOCH, 5, 5, new PieceSize(1 << 18)),
                        List.of("f" + i),
                        node,
                        ConflictRule.FAIL))
                .toList());
    }

    private static PieceRange pieces(Optional<Taken> taken) {
        return ((Taken.Pieces) taken.orElseThrow()).range();
    }

    @Test
    void severalThreadsDoEveryPieceOnceAndAllGoHome() throws Exception {
        LargeFile file = large(
                0, PIECES, LongStream.range(0, PIECES).filter(i -> i % 7 == 0).toArray());
        board.add(file);
        board.open();
        AtomicIntegerArray times = new AtomicIntegerArray(PIECES);
        List<Callable<Void>> tasks = new ArrayList<>();
        tasks.add(() -> readBack(file, times));
        for (int i = 0; i < 4; i++) {
            tasks.add(() -> fetch(file, times));
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Void> future : threads.invokeAll(tasks)) {
                future.get();
            }
        }
        for (int piece = 0; piece < PIECES; piece++) {
            assertThat(times.get(piece)).isEqualTo(1);
        }
        assertThat(board.firstNotDone(file)).isEqualTo(PIECES);
    }

    /** Every second claim is damaged, so that waiting fetchers get work late. */
    private Void readBack(LargeFile file, AtomicIntegerArray times) {
        for (OptionalLong claim = board.firstClaim(file); claim.isPresent(); claim = board.firstClaim(file)) {
            int piece = (int) claim.getAsLong();
            if (piece % 2 == 0) {
                times.incrementAndGet(piece);
                done(file, piece);
            } else {
                board.refute(file, piece);
            }
        }
        return null;
    }

    private Void fetch(LargeFile file, AtomicIntegerArray times) {
        for (Optional<Taken> taken = board.take(3 * PIECE); taken.isPresent(); taken = board.take(3 * PIECE)) {
            PieceRange range = pieces(taken);
            for (int i = 0; i < range.count(); i++) {
                int piece = (int) range.first() + i;
                times.incrementAndGet(piece);
                done(file, piece);
            }
        }
        return null;
    }

    private void done(LargeFile file, long piece) {
        if (board.done(file, piece)) {
            board.close();
        }
    }

    @Test
    void nothingIsTakenBeforeItIsOpened() throws Exception {
        board.add(batch(0, 3));
        assertThat(board.poll(PIECE)).isEmpty();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Optional<Taken>> waiting = threads.submit(() -> board.take(PIECE));
            board.open();
            assertThat(waiting.get()).containsInstanceOf(Taken.Small.class);
        }
        assertThat(board.poll(PIECE)).isEmpty();
    }

    @Test
    void whoWaitsForWorkOrRoomGoesHomeWhenItIsClosed() throws Exception {
        for (int i = 0; i < 32; i++) {
            board.reserve();
            board.add(large(i, 1));
        }
        while (board.poll(PIECE).isPresent()) {
            // All pieces are on their way; no file is settled.
        }
        board.open();
        while (board.poll(PIECE).isPresent()) {
            // As above.
        }
        CountDownLatch begun = new CountDownLatch(2);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Optional<Taken>> taker = threads.submit(() -> {
                begun.countDown();
                return board.take(PIECE);
            });
            Future<Boolean> adder = threads.submit(() -> {
                begun.countDown();
                board.reserve();
                return true;
            });
            begun.await();
            board.close();
            assertThat(taker.get()).isEmpty();
            assertThatThrownBy(adder::get).hasCauseInstanceOf(FaultException.class);
        }
    }

    @Test
    void handsOutNothingOnceItIsClosed() {
        board.add(large(0, 10));
        board.open();
        board.close();
        assertThat(board.poll(PIECE)).isEmpty();
        assertThat(board.take(PIECE)).isEmpty();
    }

    /** Otherwise the first entries would wait for a plan that waits for them. */
    @Test
    void aFullBoardOpensByItself() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Boolean> planner = threads.submit(() -> {
                for (int i = 0; i < 100; i++) {
                    board.add(batch(256 * i, 256));
                }
                board.open();
                return true;
            });
            int batches = 0;
            while (batches < 100 && board.take(PIECE).isPresent()) {
                batches++;
            }
            assertThat(planner.get()).isTrue();
            assertThat(batches).isEqualTo(100);
        }
    }

    @Test
    void aNewSessionGetsWhatWasOnItsWay() {
        LargeFile file = large(0, 4);
        board.add(file);
        board.open();
        assertThat(pieces(board.take(3 * PIECE))).isEqualTo(new PieceRange(0, 3));
        assertThat(board.done(file, 1)).isFalse();
        board.close();
        WorkBoard next = new WorkBoard();
        next.add(file);
        next.open();
        assertThat(pieces(next.take(4 * PIECE))).isEqualTo(new PieceRange(0, 1));
        assertThat(pieces(next.poll(4 * PIECE))).isEqualTo(new PieceRange(2, 2));
        assertThat(next.poll(4 * PIECE)).isEmpty();
    }

    @Test
    void aFileThatFailedIsPassedOver() throws FaultException {
        LargeFile failed = large(0, 4);
        board.add(failed);
        board.add(large(1, 4));
        board.open();
        assertThat(failed.fail()).isTrue();
        assertThat(failed.fail()).isFalse();
        assertThat(board.take(PIECE))
                .hasValueSatisfying(taken -> assertThat(
                                ((Taken.Pieces) taken).file().entry().index())
                        .isEqualTo(1));
    }

    @Test
    void aRefutedPieceIsTakenAgainEvenWhenItsFileHadNoneLeft() {
        LargeFile file = large(0, 2, 1);
        board.add(file);
        board.open();
        assertThat(pieces(board.take(PIECE))).isEqualTo(new PieceRange(0, 1));
        assertThat(board.poll(PIECE)).isEmpty();
        board.refute(file, 1);
        assertThat(pieces(board.take(PIECE))).isEqualTo(new PieceRange(1, 1));
    }

    @Test
    void whatComesToNothingIsTakenByAnother() throws IOException {
        LargeFile file = large(1, 4);
        board.add(batch(0, 1));
        board.add(file);
        board.open();
        Taken small = board.take(PIECE).orElseThrow();
        Taken pieces = board.take(4 * PIECE).orElseThrow();
        assertThat(board.poll(PIECE)).isEmpty();
        assertThat(board.done(file, 2)).isFalse();
        board.giveBack(pieces);
        board.giveBack(small);
        assertThat(board.take(PIECE)).contains(small);
        assertThat(pieces(board.take(4 * PIECE))).isEqualTo(new PieceRange(0, 2));
        assertThat(pieces(board.take(4 * PIECE))).isEqualTo(new PieceRange(3, 1));
    }
}
