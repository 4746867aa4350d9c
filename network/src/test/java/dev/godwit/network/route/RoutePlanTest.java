package dev.godwit.network.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RoutePlanTest {
    private static final long STAGGER = RoutePlan.STAGGER_NANOS;

    private final RoutePlan plan = new RoutePlan();

    private static InetSocketAddress address(int port) {
        return InetSocketAddress.createUnresolved("h", port);
    }

    private List<Integer> started(long nowNanos) {
        List<Integer> ports = new ArrayList<>();
        for (Optional<RoutePlan.Start> next = plan.next(nowNanos); next.isPresent(); next = plan.next(nowNanos)) {
            ports.add(next.get().address().getPort());
        }
        return ports;
    }

    @Test
    void addressesOfOneSearchStartAQuarterOfASecondApart() {
        plan.search("ticket");
        plan.found("ticket", "somebody", address(1));
        plan.found("ticket", "somebody", address(2));
        assertThat(started(1_000)).containsExactly(1);
        assertThat(plan.waitNanos(1_000)).isEqualTo(STAGGER);
        assertThat(started(1_000 + STAGGER - 1)).isEmpty();
        assertThat(started(1_000 + STAGGER)).containsExactly(2);
    }

    @Test
    void theNextStartsAtOnceWhenTheLastHasFailed() {
        plan.search("ticket");
        plan.found("ticket", "somebody", address(1));
        plan.found("ticket", "somebody", address(2));
        assertThat(started(5)).containsExactly(1);
        plan.failed("ticket");
        assertThat(plan.waitNanos(6)).isZero();
        assertThat(started(6)).containsExactly(2);
    }

    @Test
    void searchesDoNotWaitForEachOther() {
        plan.search("ticket");
        plan.search("lan");
        plan.found("ticket", "somebody", address(1));
        plan.found("lan", "somebody", address(2));
        assertThat(started(5)).containsExactly(1, 2);
    }

    @Test
    void anAddressIsTriedOnce() {
        plan.search("ticket");
        plan.search("lan");
        plan.found("ticket", "somebody", address(1));
        plan.found("lan", "somebody", address(1));
        assertThat(started(5)).containsExactly(1);
    }

    private int startedInAll() {
        int count = 0;
        int startedNow = 1;
        for (long now = 0; startedNow > 0; now += STAGGER) {
            startedNow = started(now).size();
            count += startedNow;
        }
        return count;
    }

    @Test
    void h7NoMoreThanTheLimitHoweverManyAreNamed() {
        plan.search("lan");
        for (int port = 1; port <= 10_000; port++) {
            plan.found("lan", "source " + port, address(port));
        }
        assertThat(startedInAll()).isEqualTo(RoutePlan.ATTEMPTS_MAX);
        plan.search("star");
        for (int port = 20_001; port <= 30_000; port++) {
            plan.found("star", "one source", address(port));
        }
        assertThat(startedInAll()).isEqualTo(RoutePlan.SOURCE_MAX);
    }

    @Test
    void h7AFullSearchTakesNothingFromAnother() {
        plan.search("ticket");
        plan.search("lan");
        plan.search("dht");
        for (int port = 1; port <= 1_000; port++) {
            plan.found("lan", "source " + port, address(port));
        }
        plan.found("dht", "somebody", address(2_001));
        plan.found("ticket", "somebody", address(2_002));
        // Named by the flood as well, far behind.
        plan.found("dht", "somebody", address(900));
        assertThat(started(5)).containsExactly(2_002, 1, 2_001);
        assertThat(started(5 + STAGGER)).containsExactly(2, 900);
    }

    @Test
    void h7SourcesTakeTurns() {
        plan.search("lan");
        for (int port = 1; port <= 8; port++) {
            plan.found("lan", "eve", address(port));
        }
        plan.found("lan", "ann", address(100));
        assertThat(started(0)).containsExactly(1);
        assertThat(started(STAGGER)).containsExactly(100);
        assertThat(started(2 * STAGGER)).containsExactly(2);
    }

    @Test
    void itIsExhaustedWhenAllSearchesAndAttemptsAreOver() {
        plan.search("ticket");
        plan.search("lan");
        plan.found("ticket", "somebody", address(1));
        assertThat(plan.over("ticket")).isTrue();
        assertThat(plan.over("lan")).isFalse();
        assertThat(plan.isExhausted()).isFalse();
        started(5);
        assertThat(plan.isExhausted()).isFalse();
        plan.failed("ticket");
        assertThat(plan.isExhausted()).isTrue();
    }
}
