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
        plan.found("ticket", address(1));
        plan.found("ticket", address(2));
        assertThat(started(1_000)).containsExactly(1);
        assertThat(plan.waitNanos(1_000)).isEqualTo(STAGGER);
        assertThat(started(1_000 + STAGGER - 1)).isEmpty();
        assertThat(started(1_000 + STAGGER)).containsExactly(2);
    }

    @Test
    void theNextStartsAtOnceWhenTheLastHasFailed() {
        plan.search("ticket");
        plan.found("ticket", address(1));
        plan.found("ticket", address(2));
        assertThat(started(5)).containsExactly(1);
        plan.failed("ticket");
        assertThat(plan.waitNanos(6)).isZero();
        assertThat(started(6)).containsExactly(2);
    }

    @Test
    void searchesDoNotWaitForEachOther() {
        plan.search("ticket");
        plan.search("lan");
        plan.found("ticket", address(1));
        plan.found("lan", address(2));
        assertThat(started(5)).containsExactly(1, 2);
    }

    @Test
    void anAddressIsTriedOnce() {
        plan.search("ticket");
        plan.search("lan");
        plan.found("ticket", address(1));
        plan.found("lan", address(1));
        assertThat(started(5)).containsExactly(1);
    }

    @Test
    void h7NoMoreThanTheLimitHoweverManyAreNamed() {
        plan.search("lan");
        plan.search("dht");
        plan.search("record");
        for (int port = 1; port <= 10_000; port++) {
            plan.found("lan", address(port));
        }
        plan.found("record", address(10_001));
        for (int port = 20_001; port <= 30_000; port++) {
            plan.found("dht", address(port));
        }
        List<Integer> tried = new ArrayList<>();
        for (int step = 0; step < RoutePlan.ATTEMPTS_MAX; step++) {
            tried.addAll(started(step * STAGGER));
        }
        assertThat(tried).hasSize(RoutePlan.ATTEMPTS_MAX).contains(10_001);
        assertThat(tried).filteredOn(port -> port <= 10_000).hasSize(RoutePlan.ATTEMPTS_PER_SEARCH_MAX);
    }

    @Test
    void itIsExhaustedWhenAllSearchesAndAttemptsAreOver() {
        plan.search("ticket");
        plan.search("lan");
        plan.found("ticket", address(1));
        assertThat(plan.over("ticket")).isTrue();
        assertThat(plan.over("lan")).isFalse();
        assertThat(plan.isExhausted()).isFalse();
        started(5);
        assertThat(plan.isExhausted()).isFalse();
        plan.failed("ticket");
        assertThat(plan.isExhausted()).isTrue();
    }
}
