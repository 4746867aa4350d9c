package dev.godwit.network.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import dev.godwit.wire.link.Cancellation;
import dev.godwit.wire.link.Search;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RouteRaceTest {
    private static final InetSocketAddress STRANGER = InetSocketAddress.createUnresolved("stranger", 1);
    private static final InetSocketAddress REAL = InetSocketAddress.createUnresolved("real", 2);

    /** What somebody who was found may bring. */
    private record Prize() implements AutoCloseable {
        @Override
        public void close() {}
    }

    /** Somebody who may be anybody says that the words are wrong; whoever was looked for takes longer than that. */
    private Prize attempt(InetSocketAddress address) throws IOException {
        if (address.equals(STRANGER)) {
            throw Fault.of(FaultCode.CODE_WRONG).exception();
        }
        pause(Duration.ofSeconds(4));
        return new Prize();
    }

    private static void pause(Duration duration) {
        try {
            TimeUnit.NANOSECONDS.sleep(duration.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Goes on until it is closed. */
    private record Endless(String origin, List<InetSocketAddress> addresses) implements Search {
        @Override
        public Running begin(Findings findings) {
            addresses.forEach(findings::found);
            return () -> {};
        }
    }

    private RouteRace<Prize> race() {
        return new RouteRace<>(this::attempt, new Cancellation(), tried -> {});
    }

    @Test
    void h2AStrangersAnswerCutsNoAttemptThatRuns() throws FaultException {
        Searches searches = Searches.of(
                List.of(new Endless("the local network", List.of(STRANGER)), new Endless("the DHT", List.of(REAL))));
        assertThat(race().run(searches, () -> false)).isPresent();
    }

    @Test
    void anAnswerIsTakenWhenNobodyElseComes() throws FaultException {
        Searches searches = Searches.of(
                List.of(new Endless("the local network", List.of(STRANGER)), new Endless("the DHT", List.of())));
        RouteRace<Prize> race = race();
        long startNanos = System.nanoTime();
        assertThat(race.run(searches, () -> false)).isEmpty();
        assertThat(Duration.ofNanos(System.nanoTime() - startNanos))
                .isBetween(Duration.ofMillis(1_900), Duration.ofSeconds(10));
        assertThat(race.failures()).extracting(RouteRace.Tried::origin).containsExactly("the local network", "the DHT");
    }

    @Test
    void whatIsUnfinishedWhenItIsOverIsTold() throws FaultException {
        Searches searches =
                Searches.of(List.of(new Endless("the DHT", List.of(REAL)), new Endless("a star", List.of())));
        long startNanos = System.nanoTime();
        RouteRace<Prize> race = race();
        Optional<Prize> won = race.run(searches, () -> System.nanoTime() - startNanos > 1_000_000_000);
        assertThat(won).isEmpty();
        assertThat(race.failures())
                .satisfiesExactly(
                        tried -> assertThat(tried).isInstanceOf(RouteRace.Tried.Attempted.class),
                        tried -> assertThat(tried).isInstanceOf(RouteRace.Tried.Unfound.class));
    }

    @Test
    void laterSearchesHaveTheirTurnThoughAStrangerAnswersTheFirst() throws FaultException {
        Searches searches = new Searches(
                List.of(new KnownAddresses("the ticket", List.of(STRANGER))),
                List.of(new KnownAddresses("the DHT", List.of(REAL))));
        assertThat(race().run(searches, () -> false)).isPresent();
    }
}
