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

/**
 * Looks on the local network for who announces a tag.
 *
 * @param lan discovery, opened by the first who asks
 * @param tag what is announced
 */
record LanSearch(Shared<Lan> lan, LanTag tag) implements Search {
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
            findings.over("it can not be used" + because(lan.trouble()));
            return () -> {};
        }
        LanRegistration search = opened.get().search(tag, finding -> tell(finding, findings));
        CountDownLatch closed = new CountDownLatch(1);
        Thread.ofVirtual().name("lan-search").start(() -> awaitEnd(opened.get(), closed, findings));
        return () -> {
            search.close();
            closed.countDown();
        };
    }

    private static void tell(LanFinding finding, Findings findings) {
        finding.socketAddresses().forEach(address -> findings.found(finding.instance(), address));
    }

    private static String because(String trouble) {
        return trouble.isEmpty() ? "" : " (" + trouble + ")";
    }

    private static void awaitEnd(Lan lan, CountDownLatch closed, Findings findings) {
        try {
            if (!closed.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                String trouble = LanTrouble.ofSearch(lan);
                findings.over(
                        trouble.isEmpty() ? "nobody there announces it" : "it can not be searched" + because(trouble));
            }
        } catch (IllegalStateException e) {
            findings.over("the search was given up");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
