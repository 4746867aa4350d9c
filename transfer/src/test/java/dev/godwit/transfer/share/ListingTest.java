package dev.godwit.transfer.share;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.content.manifest.Entry;
import dev.godwit.content.merkle.PieceSize;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ListingTest {
    private final Listing listing = new Listing();

    private static Entry file(int index, int depth, long length) {
        return new Entry.File(index, depth, "f" + index, 0644, Instant.EPOCH, length, length, PieceSize.STREAM);
    }

    @Test
    void growsUntilItIsComplete() {
        listing.add(new Entry.Directory(0, 0, "d", 0755, Instant.EPOCH));
        listing.add(file(1, 1, 10));
        assertThat(listing.size()).isEqualTo(2);
        assertThat(listing.bytes()).isEqualTo(10);
        assertThat(listing.path(1)).isEqualTo(List.of("d", "f1"));
        assertThat(listing.pathText(1)).isEqualTo("d/f1");
        assertThat(listing.entry(1)).isEqualTo(file(1, 1, 10));
        assertThat(listing.isComplete()).isFalse();
        listing.complete();
        assertThat(listing.isComplete()).isTrue();
        assertThat(listing.isSingleFile()).isFalse();
    }

    @Test
    void isASingleFileOnlyOnceThatIsKnown() {
        listing.add(file(0, 0, 10));
        assertThat(listing.isSingleFile()).isFalse();
        listing.complete();
        assertThat(listing.isSingleFile()).isTrue();
    }

    @Test
    void aPipeHasNoLength() {
        listing.add(file(0, 0, -1));
        listing.add(file(1, 0, 10));
        assertThat(listing.bytes()).isEqualTo(-1);
    }

    @Test
    void whoWaitsSeesTheNextAndTheEnd() throws Exception {
        FutureTask<Integer> waiting = new FutureTask<>(() -> {
            listing.awaitMore(0, Duration.ofDays(1));
            int seen = listing.size();
            listing.awaitMore(1, Duration.ofDays(1));
            boolean _ = listing.awaitComplete(Duration.ofDays(1));
            return seen;
        });
        Thread thread = Thread.ofVirtual().start(waiting);
        listing.add(file(0, 0, 10));
        listing.complete();
        thread.join();
        assertThat(waiting.get()).isEqualTo(1);
        listing.awaitMore(5, Duration.ofDays(1));
    }
}
