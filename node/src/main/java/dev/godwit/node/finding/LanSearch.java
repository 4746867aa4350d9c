package dev.godwit.node.finding;

import dev.godwit.network.lan.Lan;
import dev.godwit.network.lan.LanRegistration;
import dev.godwit.network.lan.service.LanFinding;
import dev.godwit.network.lan.service.LanTag;
import dev.godwit.wire.link.Search;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Looks on the local network for who announces a tag.
 *
 * @param lan discovery, opened by the first who asks; empty when it can not be used
 * @param tag what is announced
 */
record LanSearch(Supplier<Optional<Lan>> lan, LanTag tag) implements Search {
    /** Whoever is there answers within tenths of a second; a lost packet costs one more. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    @Override
    public String origin() {
        return "the local network";
    }

    @Override
    public Running begin(Findings findings) {
        Optional<Lan> opened = lan.get();
        if (opened.isEmpty()) {
            findings.over("it can not be used");
            return () -> {};
        }
        LanRegistration search = opened.get().search(tag, finding -> tell(finding, findings));
        CountDownLatch closed = new CountDownLatch(1);
        Thread.ofVirtual().name("lan-search").start(() -> awaitEnd(closed, findings));
        return () -> {
            search.close();
            closed.countDown();
        };
    }

    private static void tell(LanFinding finding, Findings findings) {
        finding.socketAddresses().forEach(findings::found);
    }

    private static void awaitEnd(CountDownLatch closed, Findings findings) {
        try {
            if (!closed.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                findings.over("nobody there announces it");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
