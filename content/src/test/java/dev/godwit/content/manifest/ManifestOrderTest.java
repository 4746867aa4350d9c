package dev.godwit.content.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.godwit.content.merkle.PieceSize;
import dev.godwit.testkit.Seed;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ManifestOrderTest {
    private final ManifestOrder order = new ManifestOrder();

    @Test
    void makesPathsOfDepthsAndNames() {
        assertThat(order.accept(directory(0, 0, "a"))).containsExactly("a");
        assertThat(order.accept(directory(1, 1, "b"))).containsExactly("a", "b");
        assertThat(order.accept(file(2, 2, "c"))).containsExactly("a", "b", "c");
        assertThat(order.accept(file(3, 1, "c"))).containsExactly("a", "c");
        assertThat(order.accept(file(4, 0, "b"))).containsExactly("b");
        assertThat(order.size()).isEqualTo(5);
    }

    @Test
    void refusesAnIndexThatIsNotTheNext() {
        assertRefused(file(1, 0, "a"));
        order.accept(file(0, 0, "a"));
        assertRefused(file(0, 0, "b"));
        assertRefused(file(2, 0, "b"));
    }

    @Test
    void refusesADepthWithoutADirectory() {
        assertRefused(file(0, 1, "a"));
        order.accept(directory(0, 0, "a"));
        order.accept(file(1, 1, "b"));
        assertRefused(file(2, 2, "c"));
        order.accept(new Entry.Link(2, 1, "c", Instant.EPOCH, "b"));
        assertRefused(file(3, 2, "d"));
        order.accept(file(3, 0, "b"));
        assertRefused(file(4, 1, "x"));
    }

    @Test
    void refusesNeighboursThatDoNotAscend() {
        order.accept(directory(0, 0, "b"));
        assertRefused(directory(1, 0, "b"));
        assertRefused(file(1, 0, "a"));
        // In a directory of its own it begins anew.
        assertThat(order.accept(file(1, 1, "a"))).containsExactly("b", "a");
        assertRefused(file(2, 1, "a"));
        order.accept(directory(2, 0, "c"));
        assertThat(order.accept(file(3, 1, "a"))).containsExactly("c", "a");
    }

    @Test
    void whatWasRefusedDoesNotCount() {
        order.accept(file(0, 0, "b"));
        assertRefused(file(1, 0, "a"));
        assertThat(order.accept(file(1, 0, "c"))).containsExactly("c");
    }

    @Test
    void neverRepeatsAName() {
        order.accept(file(0, 0, "secret"));
        ManifestOrderException refused =
                catchThrowableOfType(ManifestOrderException.class, () -> order.accept(file(1, 0, "secret")));
        assertThat(refused).hasMessageNotContaining("secret");
    }

    @Test
    void goesAsDeepAsAPathMay() {
        for (int depth = 0; depth < Entry.MAX_DEPTH; depth++) {
            assertThat(order.accept(directory(depth, depth, "d"))).hasSize(depth + 1);
        }
        assertThat(order.accept(file(Entry.MAX_DEPTH, 0, "e"))).containsExactly("e");
    }

    @Test
    void namesAreOrderedByTheirBytes() {
        SplittableRandom random = Seed.announce("ManifestOrderTest.names").random();
        for (int i = 0; i < 20_000; i++) {
            String one = RandomEntries.name(random);
            String other = RandomEntries.name(random);
            int expected = Arrays.compareUnsigned(
                    one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
            assertThat(Integer.signum(ManifestOrder.BY_NAME.compare(one, other)))
                    .as(one + " and " + other)
                    .isEqualTo(Integer.signum(expected));
        }
    }

    @Test
    void acceptsAnyManifestAndNoneWithNeighboursExchanged() {
        SplittableRandom random = Seed.announce("ManifestOrderTest.any").random();
        for (int round = 0; round < 50; round++) {
            RandomEntries made = new RandomEntries(random, 200);
            ManifestOrder whole = new ManifestOrder();
            for (int i = 0; i < made.entries.size(); i++) {
                assertThat(whole.accept(made.entries.get(i))).isEqualTo(made.paths.get(i));
            }
            int first = IntStream.generate(() -> random.nextInt(199))
                    .filter(i -> made.entries.get(i).depth()
                            == made.entries.get(i + 1).depth())
                    .findFirst()
                    .orElseThrow();
            ManifestOrder broken = new ManifestOrder();
            made.entries.subList(0, first).forEach(broken::accept);
            assertThatThrownBy(() -> {
                        Entry late = made.entries.get(first + 1);
                        broken.accept(file(first, late.depth(), late.name()));
                        Entry early = made.entries.get(first);
                        broken.accept(file(first + 1, early.depth(), early.name()));
                    })
                    .isInstanceOf(ManifestOrderException.class);
        }
    }

    private void assertRefused(Entry entry) {
        assertThatThrownBy(() -> order.accept(entry)).isInstanceOf(ManifestOrderException.class);
    }

    private static Entry directory(int index, int depth, String name) {
        return new Entry.Directory(index, depth, name, 0755, Instant.EPOCH);
    }

    private static Entry file(int index, int depth, String name) {
        return new Entry.File(index, depth, name, 0644, Instant.EPOCH, 1, 1, PieceSize.STREAM);
    }
}
