package dev.godwit.transfer.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.wire.fault.FaultException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class WorkQueueTest {
    private static final int PIECES = 5_000;

    @Test
    void severalThreadsDoEveryPieceOnceAndAllGoHome() throws Exception {
        PiecePlan plan = new PiecePlan(PIECES);
        for (int piece = 0; piece < PIECES; piece += 7) {
            plan.claim(piece);
        }
        WorkQueue work = new WorkQueue(plan);
        assertThat(work.open()).isEqualTo(PIECES - Math.ceilDiv(PIECES, 7));
        AtomicIntegerArray times = new AtomicIntegerArray(PIECES);
        List<Callable<Void>> tasks = new ArrayList<>();
        tasks.add(() -> readBack(work, times));
        for (int i = 0; i < 4; i++) {
            tasks.add(() -> fetch(work, times));
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Void> future : threads.invokeAll(tasks)) {
                future.get();
            }
        }
        for (int piece = 0; piece < PIECES; piece++) {
            assertThat(times.get(piece)).isEqualTo(1);
        }
        assertThat(work.firstNotDone()).isEqualTo(PIECES);
    }

    /** Every second claim is damaged, so that waiting fetchers get work late. */
    private static Void readBack(WorkQueue work, AtomicIntegerArray times) {
        for (OptionalLong claim = work.firstClaim(); claim.isPresent(); claim = work.firstClaim()) {
            int piece = (int) claim.getAsLong();
            if (piece % 2 == 0) {
                times.incrementAndGet(piece);
                work.done(piece);
            } else {
                work.refute(piece);
            }
        }
        return null;
    }

    private static Void fetch(WorkQueue work, AtomicIntegerArray times) throws FaultException {
        for (Optional<PieceRange> range = work.take(3); range.isPresent(); range = work.take(3)) {
            for (int i = 0; i < range.get().count(); i++) {
                int piece = (int) range.get().first() + i;
                times.incrementAndGet(piece);
                work.done(piece);
            }
        }
        return null;
    }

    @Test
    void whoWaitsGoesHomeWhenItIsClosed() throws Exception {
        WorkQueue work = new WorkQueue(new PiecePlan(1));
        assertThat(work.open()).isEqualTo(1);
        assertThat(work.take(1)).isPresent();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Optional<PieceRange>> waiting = threads.submit(() -> work.take(1));
            work.close();
            assertThatThrownBy(waiting::get).hasCauseInstanceOf(FaultException.class);
        }
    }

    @Test
    void handsOutNothingOnceItIsClosed() {
        WorkQueue work = new WorkQueue(new PiecePlan(10));
        assertThat(work.open()).isEqualTo(10);
        work.close();
        assertThat(work.poll(1)).isEmpty();
        assertThatThrownBy(() -> work.take(1)).isInstanceOf(FaultException.class);
    }

    @Test
    void aNewSessionGetsWhatWasOnItsWay() throws FaultException {
        WorkQueue work = new WorkQueue(new PiecePlan(4));
        assertThat(work.open()).isEqualTo(4);
        assertThat(work.take(3)).contains(new PieceRange(0, 3));
        work.done(1);
        work.close();
        assertThat(work.open()).isEqualTo(3);
        assertThat(work.take(4)).contains(new PieceRange(0, 1));
        assertThat(work.poll(4)).contains(new PieceRange(2, 2));
    }
}
