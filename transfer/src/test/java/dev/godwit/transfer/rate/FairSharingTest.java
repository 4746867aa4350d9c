package dev.godwit.transfer.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.godwit.wire.fault.FaultException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sessions that share a limit get the same of it, whatever the number of their streams; in virtual time. */
@Timeout(60)
class FairSharingTest {
    private static final long RATE = 1_000_000;
    private static final long SECONDS = 20;

    private final SteppedTime time = new SteppedTime();
    private final RateLimit all = new RateLimit(RATE, List.of(), time);
    private final List<Thread> threads = new ArrayList<>();
    private int sessions;

    /** Bytes that a session with so many streams gets. */
    private AtomicLong session(int streams) {
        sessions++;
        RateLimit limit = new RateLimit(RateLimit.NO_LIMIT, List.of(all), time);
        AtomicLong bytes = new AtomicLong();
        for (int i = 0; i < streams; i++) {
            threads.add(Thread.ofPlatform().daemon().unstarted(() -> takeAll(limit, bytes)));
        }
        return bytes;
    }

    private static void takeAll(RateLimit limit, AtomicLong bytes) {
        try {
            while (true) {
                int grant = limit.grant();
                limit.acquire(grant);
                bytes.addAndGet(grant);
            }
        } catch (FaultException e) {
            // The test is over.
        }
    }

    private void run() {
        threads.forEach(Thread::start);
        while (time.nanos < SECONDS * 1_000_000_000) {
            time.step(sessions);
            // Tells those who wait.
            all.bytesPerSecond(RATE);
        }
    }

    @AfterEach
    void end() throws InterruptedException {
        all.close();
        for (Thread thread : threads) {
            thread.join();
        }
    }

    @ParameterizedTest
    @CsvSource({"3, 5", "1, 8", "2, 2"})
    void aSessionWithMoreStreamsGetsNoMore(int few, int many) {
        AtomicLong first = session(few);
        AtomicLong second = session(many);
        run();
        assertThat(first.get()).isCloseTo(second.get(), Percentage.withPercentage(10));
        assertThat(first.get() + second.get()).isCloseTo(RATE * SECONDS, Percentage.withPercentage(2));
    }

    @Test
    void threeShareAlike() {
        List<AtomicLong> sessions = List.of(session(1), session(2), session(6));
        run();
        assertThat(sessions)
                .allSatisfy(
                        bytes -> assertThat(bytes.get()).isCloseTo(RATE * SECONDS / 3, within(RATE * SECONDS / 30)));
    }

    /** Time that goes on when of each session a thread waits, as far as the first of them waits for. */
    private static final class SteppedTime implements Waiting {
        private final Map<Thread, Long> until = new ConcurrentHashMap<>();
        private final AtomicInteger toWake = new AtomicInteger();
        private volatile long nanos;

        @Override
        public long nanoTime() {
            return nanos;
        }

        @Override
        @SuppressWarnings("WaitNotInLoop")
        public void await(Condition changed, long wait) throws InterruptedException {
            until.put(Thread.currentThread(), nanos + wait);
            try {
                changed.await();
            } finally {
                until.remove(Thread.currentThread());
                toWake.decrementAndGet();
            }
        }

        void step(int sessions) {
            while (toWake.get() > 0 || until.size() < sessions) {
                LockSupport.parkNanos(10_000);
            }
            toWake.set(until.size());
            nanos = until.values().stream().mapToLong(Long::longValue).min().orElse(nanos);
        }
    }
}
