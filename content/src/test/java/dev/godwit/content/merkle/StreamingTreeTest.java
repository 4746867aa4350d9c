package dev.godwit.content.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.godwit.testkit.RandomContent;
import dev.godwit.testkit.Seed;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class StreamingTreeTest {
    private static final PieceSize PIECE = new PieceSize(PieceSize.MIN_BYTES);

    private final SplittableRandom random = Seed.announce("StreamingTreeTest").random();

    @Test
    void anyCuttingOfAnyLengthGivesWhatThePiecesGive() {
        List<Hash> streamed = new ArrayList<>();
        StreamingTree tree = new StreamingTree(PIECE, (index, root) -> {
            assertThat(index).isEqualTo(streamed.size());
            streamed.add(root);
        });
        for (int round = 0; round < 60; round++) {
            int length = random.nextInt(0, 9 * PieceSize.MIN_BYTES);
            // Whole blocks and whole pieces are the interesting lengths.
            length -= round % 3 == 0 ? length % Blocks.BLOCK_BYTES : round % 7 == 0 ? length % PIECE.bytes() : 0;
            byte[] content = new RandomContent(random.nextLong()).bytes(length);
            PieceLayer layer = layer(content);
            streamed.clear();

            feed(tree, content);

            assertThat(tree.finish()).isEqualTo(new ContentId(length, layer.root()));
            assertThat(streamed).hasSize((int) PIECE.count(length));
            for (int index = 0; index < streamed.size(); index++) {
                assertThat(layer.get(index)).contains(streamed.get(index));
            }
        }
    }

    @Test
    void aPieceTakesNoMoreThanItsBlocks() {
        PieceHasher hasher = new PieceHasher(PIECE);
        hasher.update(ByteBuffer.allocate(PIECE.bytes()));
        assertThat(hasher.isFull()).isTrue();
        assertThatIllegalStateException().isThrownBy(() -> hasher.add(new byte[Hash.BYTES], 0));
        hasher.reset();
        assertThatIllegalStateException().isThrownBy(() -> hasher.root(1));
    }

    @Test
    void blocksGivenByHashGiveTheSamePiece() {
        byte[] content = new RandomContent(random.nextLong()).bytes(100_000);
        PieceHasher byBytes = new PieceHasher(PIECE);
        byBytes.update(ByteBuffer.wrap(content));
        PieceHasher byHash = new PieceHasher(PIECE);
        BlockHasher blocks = new BlockHasher();
        byte[] hashes = new byte[7 * Hash.BYTES];
        for (int block = 0; block < 7; block++) {
            int start = block * Blocks.BLOCK_BYTES;
            int length = Math.min(Blocks.BLOCK_BYTES, content.length - start);
            blocks.hash(ByteBuffer.wrap(content, start, length), hashes, block * Hash.BYTES);
            byHash.add(hashes, block * Hash.BYTES);
        }
        assertThat(byHash.root(Long.MAX_VALUE)).isEqualTo(byBytes.root(Long.MAX_VALUE));
    }

    private void feed(StreamingTree tree, byte[] content) {
        ByteBuffer whole = ByteBuffer.wrap(content);
        while (whole.hasRemaining()) {
            int portion = Math.min(whole.remaining(), random.nextInt(1, 3 * Blocks.BLOCK_BYTES));
            ByteBuffer data = whole.slice(whole.position(), portion);
            tree.update(data);
            assertThat(data.hasRemaining()).isFalse();
            whole.position(whole.position() + portion);
        }
    }

    private static PieceLayer layer(byte[] content) {
        PieceLayer layer = new PieceLayer(content.length, PIECE);
        PieceHasher hasher = new PieceHasher(PIECE);
        for (long index = layer.count() - 1L; index >= 0; index--) {
            hasher.update(ByteBuffer.wrap(content, (int) PIECE.offset(index), PIECE.lengthOf(index, content.length)));
            layer.put(index, hasher.root(content.length));
        }
        return layer;
    }
}
