package dev.godwit.network.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.wire.link.Cancellation;
import dev.godwit.wire.link.Search;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How a race ends when its time is over. */
@Timeout(30)
class RouteRaceTest {
    private static final Duration PATIENCE = Duration.ofMillis(300);
    private static final InetSocketAddress ADDRESS = InetSocketAddress.createUnresolved("h", 1);

    /** What a race is about. */
    private record Prize() implements AutoCloseable {
        @Override
        public void close() {}
    }

    /** A search that never says that it is over. */
    private record Endless(List<InetSocketAddress> found) implements Search {
        @Override
        public String origin() {
            return "the end of the world";
        }

        @Override
        public Running begin(Findings findings) {
            found.forEach(findings::found);
            return () -> {};
        }
    }

    private static RouteRace<Prize> race(RouteRace.Attempt<Prize> attempt) {
        return new RouteRace<>(attempt, new Cancellation(), _ -> {});
    }

    @Test
    void aSearchThatDoesNotEndIsNotWaitedFor() throws Exception {
        RouteRace<Prize> race = race(_ -> new Prize());
        assertThat(race.run(Searches.of(List.of(new Endless(List.of()))), PATIENCE))
                .isEmpty();
        assertThat(race.failures())
                .containsExactly(new RouteRace.Tried.Unfound("the end of the world", "it takes too long"));
    }

    @Test
    void anAttemptThatHasBegunMayStillWin() throws Exception {
        RouteRace<Prize> race = race(_ -> {
            try {
                TimeUnit.MILLISECONDS.sleep(PATIENCE.toMillis() * 4);
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            return new Prize();
        });
        assertThat(race.run(Searches.of(List.of(new Endless(List.of(ADDRESS)))), PATIENCE))
                .isPresent();
    }
}
