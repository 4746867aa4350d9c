package dev.godwit.wire.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class CancellationTest {
    private final Cancellation cancellation = new Cancellation();
    private final List<String> closed = new ArrayList<>();

    @Test
    void closesTheNewestFirstAndOnce() {
        Cancellation.Registration first = cancellation.onCancel(() -> closed.add("first"));
        Cancellation.Registration second = cancellation.onCancel(() -> closed.add("second"));
        cancellation.cancel();
        cancellation.cancel();
        first.close();
        second.close();
        assertThat(closed).containsExactly("second", "first");
    }

    @Test
    void closesAtOnceWhatComesAfter() {
        cancellation.cancel();
        try (Cancellation.Registration _ = cancellation.onCancel(() -> closed.add("late"))) {
            assertThat(closed).containsExactly("late");
        }
    }

    @Test
    void forgetsWhatIsOver() {
        cancellation.onCancel(() -> closed.add("over")).close();
        cancellation.cancel();
        assertThat(closed).isEmpty();
    }

    @Test
    void forgetsOnlyOneOfTwoThatAreAlike() {
        Runnable action = () -> closed.add("alike");
        Cancellation.Registration over = cancellation.onCancel(action);
        Cancellation.Registration open = cancellation.onCancel(action);
        over.close();
        cancellation.cancel();
        open.close();
        assertThat(closed).containsExactly("alike");
    }

    @Test
    void letsAnActionRegisterAnother() {
        Cancellation.Registration outer = cancellation.onCancel(
                () -> cancellation.onCancel(() -> closed.add("inner")).close());
        cancellation.cancel();
        outer.close();
        assertThat(closed).containsExactly("inner");
    }

    @Test
    void closesTheRestWhenOneThrows() {
        IllegalStateException newest = new IllegalStateException("newest");
        IllegalStateException oldest = new IllegalStateException("oldest");
        cancellation.onCancel(() -> {
            throw oldest;
        });
        cancellation.onCancel(() -> closed.add("between"));
        cancellation.onCancel(() -> {
            throw newest;
        });
        assertThatThrownBy(cancellation::cancel).isSameAs(newest).hasSuppressedException(oldest);
        assertThat(closed).containsExactly("between");
        assertThatCode(cancellation::cancel).doesNotThrowAnyException();
    }

    @Test
    void checksAndStaysCancelled() {
        assertThat(cancellation.isCancelled()).isFalse();
        assertThatCode(cancellation::check).doesNotThrowAnyException();
        cancellation.cancel();
        assertThat(cancellation.isCancelled()).isTrue();
        assertCancelled(cancellation::check);
        assertCancelled(() -> cancellation.sleep(Duration.ZERO));
    }

    @Test
    void endsASleepAtOnce() {
        CompletableFuture<Void> sleeper = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            assertCancelled(() -> cancellation.sleep(Duration.ofHours(1)));
            sleeper.complete(null);
        });
        cancellation.cancel();
        assertThat(sleeper.orTimeout(10, TimeUnit.SECONDS)).succeedsWithin(Duration.ofSeconds(10));
    }

    @Test
    void sleepsNoLongerThanAsked() throws FaultException {
        long startNanos = System.nanoTime();
        cancellation.sleep(Duration.ofMillis(20));
        assertThat(Duration.ofNanos(System.nanoTime() - startNanos)).isGreaterThanOrEqualTo(Duration.ofMillis(19));
        cancellation.sleep(Duration.ZERO);
    }

    @Test
    void endsAnInterruptedSleepAndKeepsTheInterrupt() {
        Thread.currentThread().interrupt();
        assertCancelled(() -> cancellation.sleep(Duration.ofHours(1)));
        assertThat(Thread.interrupted()).isTrue();
    }

    private static void assertCancelled(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        FaultException.class, e -> assertThat(e.fault().code()).isEqualTo(FaultCode.CANCELLED));
    }
}
