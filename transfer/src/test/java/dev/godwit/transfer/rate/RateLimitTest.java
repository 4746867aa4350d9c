package dev.godwit.transfer.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.Condition;
import java.util.function.LongConsumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RateLimitTest {
    private static final int MB = 1_000_000;

    private final VirtualTime time = new VirtualTime();

    private RateLimit limit(long bytesPerSecond, RateLimit... parents) {
        return new RateLimit(bytesPerSecond, List.of(parents), time);
    }

    @Test
    void takesAsLongAsTheRateSays() throws Exception {
        RateLimit limit = limit(10 * MB);
        limit.acquire(500_000 + 20 * MB);
        assertThat(time.nanos).isBetween(2_000_000_000L, 2_000_100_000L);
    }

    @Test
    void theSlowerOfTransferAndProcessDecides() throws Exception {
        RateLimit process = limit(MB);
        RateLimit transfer = limit(100 * MB, process);
        transfer.acquire(50_000 + MB);
        assertThat(time.nanos).isBetween(1_000_000_000L, 1_000_100_000L);
        process.bytesPerSecond(RateLimit.NO_LIMIT);
        transfer.bytesPerSecond(2 * MB);
        transfer.acquire(100_000 + 2 * MB);
        assertThat(time.nanos).isBetween(2_000_000_000L, 2_050_100_000L);
    }

    @Test
    void transfersShareTheRateOfTheProcess() throws Exception {
        RateLimit process = limit(MB);
        RateLimit first = limit(RateLimit.NO_LIMIT, process);
        RateLimit second = limit(RateLimit.NO_LIMIT, process);
        first.acquire(500_000);
        second.acquire(500_000);
        assertThat(time.nanos).isBetween(950_000_000L, 950_100_000L);
    }

    @Test
    void aChangeIsObeyedInTheMiddleOfAWait() throws Exception {
        RateLimit limit = limit(1_000);
        time.onWait = nanos -> limit.bytesPerSecond(1_000 * MB);
        limit.acquire(10 * MB);
        assertThat(time.nanos).isLessThan(100_000_000);
    }

    @Test
    void grantsAreSmallWhereTheRateIs() {
        assertThat(limit(1_000).grant()).isEqualTo(50);
        assertThat(limit(MB).grant()).isEqualTo(3 * 16 * 1024);
        assertThat(limit(10 * MB).grant()).isEqualTo(256 * 1024);
        assertThat(RateLimit.UNLIMITED.grant()).isEqualTo(256 * 1024);
        assertThat(limit(10 * MB, limit(1_000)).grant()).isEqualTo(50);
        assertThat(limit(1).grant()).isEqualTo(1);
    }

    @Test
    void unlimitedNeverWaitsAndStaysSo() throws Exception {
        RateLimit.UNLIMITED.acquire(Integer.MAX_VALUE);
        RateLimit.UNLIMITED.close();
        RateLimit.UNLIMITED.acquire(1);
        RateLimit.of(OptionalLong.empty(), RateLimit.UNLIMITED).acquire(Integer.MAX_VALUE);
        assertThatIllegalStateException().isThrownBy(() -> RateLimit.UNLIMITED.bytesPerSecond(1));
    }

    @Test
    void threadsTogetherAreNeverFasterThanTheRate() throws Exception {
        RateLimit limit = RateLimit.of(OptionalLong.of(20 * MB));
        long start = System.nanoTime();
        together(8, () -> {
            limit.acquire(MB / 2);
            return null;
        });
        // 4 MB less the burst of 1 MB.
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(150_000_000);
    }

    @Test
    void whoAsksForMuchDoesNotHoldUpOthers() throws Exception {
        RateLimit limit = RateLimit.of(OptionalLong.of(MB));
        Future<?> large;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CountDownLatch running = new CountDownLatch(1);
            large = threads.submit(() -> {
                running.countDown();
                limit.acquire(1_000 * MB);
                return null;
            });
            running.await();
            for (int i = 0; i < 10; i++) {
                limit.acquire(10);
            }
            assertThat(large.isDone()).isFalse();
            limit.close();
        }
        assertThat(large.exceptionNow()).isInstanceOf(FaultException.class);
    }

    @Test
    void theEndOfATransferWakesItWherever() throws Exception {
        RateLimit process = RateLimit.of(OptionalLong.of(1));
        RateLimit ending = RateLimit.of(OptionalLong.empty(), process);
        RateLimit other = RateLimit.of(OptionalLong.empty(), process);
        CountDownLatch begun = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> waiting = threads.submit(() -> {
                begun.countDown();
                other.acquire(1_000);
                return null;
            });
            begun.await();
            Thread.ofVirtual().start(ending::close);
            assertCancelled(() -> ending.acquire(1_000_000));
            assertThat(waiting.isDone()).isFalse();
            process.bytesPerSecond(RateLimit.NO_LIMIT);
            waiting.get();
        }
        assertCancelled(() -> ending.acquire(1));
    }

    @Test
    void theEndOfTheProcessEndsItsTransfers() {
        RateLimit process = RateLimit.of(OptionalLong.of(1));
        process.close();
        assertCancelled(() -> RateLimit.of(OptionalLong.empty(), process).acquire(1));
    }

    @Test
    void anInterruptEndsAWaitAndStays() {
        RateLimit limit = RateLimit.of(OptionalLong.of(1));
        Thread.currentThread().interrupt();
        assertCancelled(() -> limit.acquire(1_000));
        assertThat(Thread.interrupted()).isTrue();
    }

    private static void assertCancelled(ThrowingCallable acquire) {
        assertThatThrownBy(acquire)
                .isInstanceOfSatisfying(
                        FaultException.class, e -> assertThat(e.fault().code()).isEqualTo(FaultCode.CANCELLED));
    }

    private static void together(int threads, Callable<?> each) throws Exception {
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Object>> calls = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                calls.add(each::call);
            }
            for (Future<?> end : executor.invokeAll(calls)) {
                end.get();
            }
        }
    }

    /** Time passes only by waiting; for one thread. */
    private static final class VirtualTime implements Waiting {
        private long nanos;
        private LongConsumer onWait = wait -> {};

        @Override
        public long nanoTime() {
            return nanos;
        }

        @Override
        public void await(Condition changed, long wait) {
            nanos += Math.min(wait, 10_000_000);
            onWait.accept(wait);
        }
    }
}
