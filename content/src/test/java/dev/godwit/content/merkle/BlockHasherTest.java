package dev.godwit.content.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.godwit.testkit.RandomContent;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlockHasherTest {
    private final BlockHasher hasher = new BlockHasher();

    @Test
    void hashesHeapDirectAndReadOnlyBuffersAlikeAndConsumesThem() throws Exception {
        for (int length : new int[] {1, 63, 64, 5000, Blocks.BLOCK_BYTES - 1, Blocks.BLOCK_BYTES}) {
            byte[] content = new RandomContent(length).bytes(length);
            Hash expected = Hash.of(MessageDigest.getInstance("SHA-256").digest(content));
            ByteBuffer heap = ByteBuffer.allocate(length + 7)
                    .position(7)
                    .slice()
                    .put(content)
                    .flip();
            ByteBuffer direct = ByteBuffer.allocateDirect(length + 7)
                    .position(3)
                    .put(content)
                    .flip()
                    .position(3);
            for (ByteBuffer block : List.of(heap, direct, heap.asReadOnlyBuffer())) {
                assertThat(hasher.hash(block)).isEqualTo(expected);
                assertThat(block.hasRemaining()).isFalse();
            }
        }
    }

    @Test
    void theShortCutForZerosGivesWhatHashingGives() throws Exception {
        Hash hashed = Hash.of(MessageDigest.getInstance("SHA-256").digest(new byte[Blocks.BLOCK_BYTES]));
        for (ByteBuffer zeros :
                List.of(ByteBuffer.allocate(Blocks.BLOCK_BYTES), ByteBuffer.allocateDirect(Blocks.BLOCK_BYTES))) {
            assertThat(hasher.hash(zeros)).isEqualTo(hashed).isEqualTo(Blocks.ZERO_BLOCK);
            assertThat(zeros.hasRemaining()).isFalse();
        }
    }

    @Test
    void oneBitAnywhereIsNoZeroBlock() {
        ByteBuffer block = ByteBuffer.allocateDirect(Blocks.BLOCK_BYTES);
        for (int at : new int[] {0, 1, 8000, Blocks.BLOCK_BYTES - 1}) {
            block.put(at, (byte) 1);
            assertThat(BlockHasher.isZeroBlock(block)).isFalse();
            block.put(at, (byte) 0);
            assertThat(BlockHasher.isZeroBlock(block)).isTrue();
        }
    }

    @Test
    void aShortBlockOfZerosIsHashedAsItIs() throws Exception {
        ByteBuffer zeros = ByteBuffer.allocate(100);
        assertThat(BlockHasher.isZeroBlock(zeros)).isFalse();
        assertThat(hasher.hash(zeros))
                .isEqualTo(Hash.of(MessageDigest.getInstance("SHA-256").digest(new byte[100])));
    }

    @Test
    void refusesWhatIsNoBlock() {
        assertThatIllegalArgumentException().isThrownBy(() -> hasher.hash(ByteBuffer.allocate(0)));
        assertThatIllegalArgumentException().isThrownBy(() -> hasher.hash(ByteBuffer.allocate(Blocks.BLOCK_BYTES + 1)));
    }
}
