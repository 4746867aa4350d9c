package dev.godwit.content.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.content.merkle.Hash;
import dev.godwit.testkit.RandomContent;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EntryRootsTest {
    private final EntryRoots roots = new EntryRoots();

    @Test
    void knowsWhatWasPut() {
        assertThat(roots.has(0)).isFalse();
        assertThat(roots.get(0)).isNull();
        for (int index : new int[] {0, 63, 64, 4_095, 4_096, Entry.MAX_ENTRIES - 1}) {
            roots.put(index, root(index));
        }
        for (int index : new int[] {0, 63, 64, 4_095, 4_096, Entry.MAX_ENTRIES - 1}) {
            assertThat(roots.has(index)).isTrue();
            assertThat(roots.get(index)).isEqualTo(root(index));
        }
        for (int index : new int[] {1, 62, 65, 4_094, 4_097, 8_192, Entry.MAX_ENTRIES - 2}) {
            assertThat(roots.has(index)).isFalse();
            assertThat(roots.get(index)).isNull();
        }
    }

    @Test
    void theLastWordCounts() {
        roots.put(7, root(1));
        roots.put(7, root(2));
        assertThat(roots.get(7)).isEqualTo(root(2));
    }

    @Test
    void refusesWhatNoShareHas() {
        assertThatThrownBy(() -> roots.put(Entry.MAX_ENTRIES, root(1))).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> roots.put(-1, root(1))).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> roots.has(-1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> roots.get(Entry.MAX_ENTRIES)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void manyThreadsPutAndNoneSeesHalfARoot() {
        CompletableFuture<?>[] threads = IntStream.range(0, 4)
                .mapToObj(thread -> CompletableFuture.runAsync(() -> {
                    for (int i = 0; i < 20_000; i++) {
                        int index = i % 5_000;
                        roots.put(index, root(index + 10_000 * (thread % 2)));
                        assertThat(roots.get(index)).isIn(root(index), root(index + 10_000));
                    }
                }))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(threads).join();
        assertThat(IntStream.range(0, 5_000).allMatch(roots::has)).isTrue();
    }

    private static Hash root(int seed) {
        return Hash.of(new RandomContent(seed).bytes(Hash.BYTES));
    }
}
