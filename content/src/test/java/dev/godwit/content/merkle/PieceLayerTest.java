package dev.godwit.content.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.testkit.RandomContent;
import dev.godwit.testkit.Seed;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PieceLayerTest {
    private static final int PIECES = 2500;
    private final PieceLayer layer =
            new PieceLayer((long) PIECES * PieceSize.MIN_BYTES, new PieceSize(PieceSize.MIN_BYTES));

    @Test
    void theOrderOfFillingDoesNotMatter() {
        for (int index = 0; index < PIECES; index++) {
            layer.put(index, root(index));
        }
        PieceLayer shuffled = new PieceLayer(layer.length(), layer.pieceSize());
        List<Integer> order = IntStream.range(0, PIECES).boxed().collect(Collectors.toList());
        Collections.shuffle(order, new Random(Seed.announce("PieceLayerTest").value()));
        for (int index : order) {
            assertThat(shuffled.isComplete()).isFalse();
            assertThat(shuffled.has(index)).isFalse();
            assertThat(shuffled.put(index, root(index))).isTrue();
        }
        assertThat(shuffled.isComplete()).isTrue();
        assertThat(shuffled.root()).isEqualTo(layer.root());
        assertThat(shuffled.get(PIECES - 1)).contains(root(PIECES - 1));
    }

    @Test
    void theFirstRootStays() {
        assertThat(layer.put(7, root(7))).isTrue();
        assertThat(layer.put(7, root(7))).isTrue();
        assertThat(layer.put(7, root(8))).isFalse();
        assertThat(layer.get(7)).contains(root(7));
        assertThat(layer.known()).isEqualTo(1);
        assertThat(layer.get(8)).isEmpty();
    }

    @Test
    void hasNoRootWhileAPieceIsMissing() {
        for (int index = 1; index < PIECES; index++) {
            layer.put(index, root(index));
        }
        assertThatIllegalStateException().isThrownBy(layer::root).withMessageContaining("1 pieces");
    }

    @Test
    void onePieceIsTheRoot() {
        PieceLayer one = new PieceLayer(1, PieceSize.STREAM);
        one.put(0, root(3));
        assertThat(one.root()).isEqualTo(root(3));
    }

    @Test
    void anEmptyFileIsCompleteAndHasTheZeroRoot() {
        PieceLayer empty = new PieceLayer(0, PieceSize.STREAM);
        assertThat(empty.isComplete()).isTrue();
        assertThat(empty.root()).isEqualTo(Hash.ZERO);
    }

    @Test
    void refusesIndexesAndLengthsOutOfRange() {
        assertThatThrownBy(() -> layer.put(PIECES, root(0))).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> layer.has(-1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> layer.get(1L << 32)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatIllegalArgumentException().isThrownBy(() -> new PieceLayer(-1, PieceSize.STREAM));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PieceLayer(Long.MAX_VALUE, new PieceSize(PieceSize.MAX_BYTES)));
    }

    private static Hash root(int index) {
        return Hash.of(new RandomContent(index).bytes(Hash.BYTES));
    }
}
