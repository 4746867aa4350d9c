package dev.godwit.transfer.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.transfer.fake.QuietStream;
import dev.godwit.wire.message.Message;
import dev.godwit.wire.message.MessageChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PulseTest {
    private static final Duration SILENCE = Duration.ofMinutes(1);
    private static final Duration TO_ANSWER = SILENCE.multipliedBy(4);

    private final Deadlines stream = new Deadlines();
    private final Pulse pulse = Pulse.start(new MessageChannel(stream), SILENCE);

    @AfterEach
    void close() {
        pulse.close();
    }

    @Test
    void theFirstAnswerIsDueFromTheStart() {
        assertThat(stream.set).containsExactly(TO_ANSWER);
    }

    /** Answers that come later and later, as from who trickles them, do not buy more time than the pings had. */
    @Test
    void theNextAnswerIsDueFromTheDepartureOfThePing() throws InterruptedException {
        long sent = System.nanoTime();
        pulse.answered(new Message.Pong(sent));
        Duration left = stream.set.getLast();
        assertThat(left).isLessThan(TO_ANSWER).isGreaterThan(TO_ANSWER.minusSeconds(30));
        pulse.answered(new Message.Pong(sent));
        assertThat(stream.set.getLast()).isLessThan(left);
        assertThat(pulse.roundTrip()).isPositive();
    }

    /** A peer may answer what nobody asked. */
    @Test
    void answersFromBeforeTheStartOrFromTheFutureAreNone() {
        pulse.answered(new Message.Pong(System.nanoTime() + 1_000_000_000_000L));
        pulse.answered(new Message.Pong(System.nanoTime() - 1_000_000_000_000L));
        pulse.answered(new Message.Pong(Long.MIN_VALUE));
        assertThat(stream.set).hasSize(1);
        assertThat(pulse.roundTrip()).isZero();
    }

    /** Remembers the deadlines it was given. */
    private static final class Deadlines extends QuietStream {
        final List<Duration> set = new CopyOnWriteArrayList<>();

        @Override
        public void deadline(Duration limit) {
            set.add(limit);
        }
    }
}
