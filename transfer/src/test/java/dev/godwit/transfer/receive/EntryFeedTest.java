package dev.godwit.transfer.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.content.manifest.Entry;
import dev.godwit.content.merkle.PieceSize;
import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import dev.godwit.wire.message.Limits;
import dev.godwit.wire.message.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class EntryFeedTest {
    private static final Duration FOREVER = Duration.ofDays(1);

    private final EntryFeed feed = new EntryFeed();

    private static Message.Entries entries(int first, int count, long length) {
        return new Message.Entries(
                first,
                IntStream.range(first, first + count)
                        .<Entry>mapToObj(i -> new Entry.File(
                                i, 0, "f" + i, 0644, Instant.EPOCH, length, length, new PieceSize(1 << 24)))
                        .toList());
    }

    private static void assertViolation(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        FaultException.class,
                        e -> assertThat(e.fault().code()).isEqualTo(FaultCode.PROTOCOL_VIOLATION));
    }

    @Test
    void givesEntriesInTheirOrderAndThenNone() throws FaultException {
        feed.put(entries(0, 2, 10));
        feed.put(entries(2, 1, 10));
        feed.end(new Message.EntriesEnd(3, 30));
        assertThat(feed.firstName()).isEqualTo("f0");
        for (int i = 0; i < 3; i++) {
            assertThat(feed.await(Duration.ZERO)).isTrue();
            assertThat(feed.isDrained()).isFalse();
            assertThat(feed.poll().orElseThrow().index()).isEqualTo(i);
        }
        assertThat(feed.isDrained()).isTrue();
        assertThat(feed.poll()).isEmpty();
        assertThat(feed.firstName()).isEmpty();
        assertThat(feed.extent()).isEqualTo(new EntryFeed.Extent(3, 30, true));
    }

    @Test
    void anEmptyManifestIsDrainedAtOnce() throws FaultException {
        feed.end(new Message.EntriesEnd(0, 0));
        assertThat(feed.await(FOREVER)).isTrue();
        assertThat(feed.isDrained()).isTrue();
    }

    @Test
    void refusesGapsRepetitionsAndWhatComesBehindTheEnd() throws FaultException {
        assertViolation(() -> feed.put(entries(1, 1, 1)));
        feed.put(entries(0, 1, 1));
        assertViolation(() -> feed.put(entries(0, 1, 1)));
        assertViolation(() -> feed.end(new Message.EntriesEnd(2, 1)));
        assertViolation(() -> feed.end(new Message.EntriesEnd(1, 2)));
        feed.end(new Message.EntriesEnd(1, 1));
        assertViolation(() -> feed.end(new Message.EntriesEnd(1, 1)));
        assertViolation(() -> feed.put(entries(1, 1, 1)));
    }

    @Test
    void takesNoMoreThanItAskedFor() throws FaultException {
        for (int first = 0; first < 4_096; first += 1_024) {
            feed.put(entries(first, 1_024, 0));
        }
        assertViolation(() -> feed.put(entries(4_096, 1, 0)));
        assertThat(feed.more(Limits.LIST_WINDOW)).isEmpty();
        for (int i = 0; i < 2_048; i++) {
            assertThat(feed.poll()).isPresent();
        }
        assertThat(feed.more(Limits.LIST_WINDOW)).contains(2_048 + 4_096);
        assertThat(feed.more(Limits.LIST_WINDOW)).isEmpty();
        feed.put(entries(4_096, 1_024, 0));
    }

    @Test
    void looksAsFarAheadAsItIsTold() throws Exception {
        FutureTask<Boolean> ahead = new FutureTask<>(() -> {
            feed.awaitAhead(8_192);
            return true;
        });
        assertThat(feed.more(8_192)).contains(8_192);
        Thread.ofVirtual().start(ahead);
        for (int first = 0; first < 8_192; first += 1_024) {
            assertThat(ahead.isDone()).isFalse();
            feed.put(entries(first, 1_024, 1));
        }
        assertThat(ahead.get()).isTrue();
        assertThat(feed.waiting()).hasSize(8_192);
        assertViolation(() -> feed.put(entries(8_192, 1, 1)));
        assertThat(feed.more(Limits.LIST_WINDOW)).isEmpty();
    }

    @Test
    void refusesMoreBytesThanAShareMayHave() throws FaultException {
        for (int first = 0; first < 4_096; first += 1_024) {
            feed.put(entries(first, 1_024, 1L << 48));
        }
        assertThat(feed.extent().bytes()).isEqualTo(1L << 60);
        for (int i = 0; i < 4_096; i++) {
            assertThat(feed.poll()).isPresent();
        }
        assertThat(feed.more(Limits.LIST_WINDOW)).isPresent();
        assertViolation(() -> feed.put(entries(4_096, 1, 1)));
    }

    /** Who only wants to know that something comes must not miss it because another was faster. */
    @Test
    void theFirstEntryHasComeThoughItIsTaken() throws FaultException {
        feed.put(entries(0, 1, 10));
        assertThat(feed.poll()).isPresent();
        assertThat(feed.await(Duration.ZERO)).isFalse();
        feed.awaitFirst(FOREVER);
    }

    @Test
    void knowsTheExtentFromWhoeverKnowsMore() throws FaultException {
        feed.put(entries(0, 2, 10));
        assertThat(feed.extent()).isEqualTo(new EntryFeed.Extent(2, 20, false));
        feed.extent(new Message.Listing(100, 1_000, false));
        feed.put(entries(2, 2, 10));
        assertThat(feed.extent()).isEqualTo(new EntryFeed.Extent(100, 1_000, false));
        feed.extent(new Message.Listing(1, 1, true));
        assertThat(feed.extent()).isEqualTo(new EntryFeed.Extent(4, 40, true));
        feed.awaitScanned(FOREVER);
    }

    @Test
    void aPipeHasNoLength() throws FaultException {
        feed.put(entries(0, 1, -1));
        assertThat(feed.extent().bytes()).isEqualTo(-1);
        feed.extent(new Message.Listing(1, 5, true));
        assertThat(feed.extent().bytes()).isEqualTo(-1);
        feed.end(new Message.EntriesEnd(1, -1));
    }

    @Test
    void whoWaitsHearsOfTheEndOfTheSession() throws Exception {
        FutureTask<Boolean> waiting = new FutureTask<>(() -> feed.await(FOREVER));
        Thread thread = Thread.ofVirtual().start(waiting);
        FaultException first = Fault.of(FaultCode.INTEGRITY).exception();
        feed.fail(first);
        feed.fail(Fault.of(FaultCode.CONNECTION_LOST).exception());
        thread.join();
        assertThatThrownBy(waiting::get).hasCause(first);
        assertThatThrownBy(feed::poll).isSameAs(first);
        assertThatThrownBy(() -> feed.awaitScanned(FOREVER)).isSameAs(first);
    }

    @Test
    void whoWaitsForALittleWhileGoesOn() throws FaultException {
        assertThat(feed.await(Duration.ofMillis(1))).isFalse();
        feed.awaitScanned(Duration.ofMillis(1));
    }
}
