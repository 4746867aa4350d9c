package dev.godwit.transfer.progress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.transfer.event.TransferEvent;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ProgressTickerTest {
    private final Tally tally = new Tally();
    private final BlockingQueue<TransferEvent> events = new LinkedBlockingQueue<>();
    private final AtomicReference<Thread> thread = new AtomicReference<>(Thread.currentThread());

    private ProgressTicker ticker(long total) {
        return new ProgressTicker(tally, () -> new ProgressTicker.Scope(total, 3, 2, "tcp"), event -> {
            thread.set(Thread.currentThread());
            events.add(event);
        });
    }

    @Test
    void tellsWhatMovesUntilItIsClosed() throws InterruptedException {
        try (ProgressTicker _ = ticker(100)) {
            tally.verified(40);
            TransferEvent.Progress first = (TransferEvent.Progress) events.take();
            assertThat(first.bytesDone()).isEqualTo(40);
            assertThat(first.bytesTotal()).isEqualTo(100);
            assertThat(first.sources()).isEqualTo(2);
            assertThat(first.entriesTotal()).isEqualTo(3);
            assertThat(first.route()).isEqualTo("tcp");
        }
        thread.get().join();
        events.clear();
        assertThat(events.poll(0, TimeUnit.MILLISECONDS)).isNull();
        assertThat(thread.get().isAlive()).isFalse();
    }

    @Test
    void knowsNoRemainingTimeWithoutATotalOrARate() throws InterruptedException {
        try (ProgressTicker _ = ticker(-1)) {
            tally.verified(40);
            TransferEvent.Progress progress = (TransferEvent.Progress) events.take();
            assertThat(progress.etaSeconds()).isEqualTo(OptionalLong.empty());
        }
        try (ProgressTicker _ = ticker(1 << 20)) {
            events.clear();
            TransferEvent.Progress progress = (TransferEvent.Progress) events.take();
            assertThat(progress.bytesPerSecond()).isNotNegative();
        }
    }

    @Test
    void aRefutedPieceIsNoNegativeRate() throws InterruptedException {
        tally.verified(1000);
        try (ProgressTicker _ = ticker(1000)) {
            tally.verified(-500);
            TransferEvent.Progress progress = (TransferEvent.Progress) events.take();
            assertThat(progress.bytesPerSecond()).isZero();
            assertThat(progress.bytesDone()).isEqualTo(500);
        }
    }
}
