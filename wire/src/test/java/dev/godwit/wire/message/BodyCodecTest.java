package dev.godwit.wire.message;

import static dev.godwit.wire.message.Payloads.HASH;
import static dev.godwit.wire.message.Payloads.NO_BYTES;
import static dev.godwit.wire.message.Payloads.assertRefused;
import static dev.godwit.wire.message.Payloads.assertTaken;
import static dev.godwit.wire.message.Payloads.joined;
import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.content.merkle.Blocks;
import dev.godwit.content.merkle.Hash;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What may follow a message is known and bounded before it is read: cases A1, A2 and L1 of the security list. */
class BodyCodecTest {
    private static final long FIRST_BLOCK_MAX = 1L << 34;
    private static final int BODY_MAX = (1 << 20) + 65_536;
    private static final byte PLAIN = 0;
    private static final byte ZSTD = 1;
    private static final byte[] ZERO_BLOCK = Blocks.ZERO_BLOCK.toBytes();

    @Test
    void countsAHashForEveryBlock() {
        assertBlocks(true, 0, 1, 1, new byte[32]);
        assertBlocks(true, 0, 16_384, 16_384, new byte[32]);
        assertBlocks(true, 0, 16_385, 16_385, new byte[64]);
        assertBlocks(true, FIRST_BLOCK_MAX, 1 << 20, 1 << 20, new byte[64 * 32]);
        assertBlocks(false, FIRST_BLOCK_MAX + 1, 1, 1, HASH);
        assertBlocks(false, -1, 1, 1, HASH);
        assertBlocks(false, 0, 0, 0, NO_BYTES);
        assertBlocks(false, 0, 1, 1, NO_BYTES);
        assertBlocks(false, 0, 16_385, 16_385, HASH);
        assertBlocks(false, 0, 1, 1, new byte[64]);
        assertBlocks(false, 0, 1, 1, new byte[33]);
        assertBlocks(false, 0, (1 << 20) + 1, (1 << 20) + 1, new byte[65 * 32]);
        for (int contentBytes : new int[] {-1, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            assertBlocks(false, 0, contentBytes, 1, HASH);
        }
    }

    /** The bytes of a zero block are not sent: a shorter one with its hash would be kept without having that hash. */
    @Test
    void refusesAShortBlockWithTheHashOfZeros() {
        assertBlocks(true, 0, 16_384, 0, ZERO_BLOCK);
        assertBlocks(true, 0, 16_385, 1, joined(ZERO_BLOCK, HASH));
        assertBlocks(false, 0, 16_383, 16_383, ZERO_BLOCK);
        assertBlocks(false, 0, 16_383, 0, ZERO_BLOCK);
        assertBlocks(false, 0, 16_385, 16_384, joined(HASH, ZERO_BLOCK));
    }

    @Test
    void followsPlainBlocksWithTheirBytesAndNoMore() {
        byte[] hashes = joined(HASH, ZERO_BLOCK, HASH);
        assertBlocks(true, 0, 40_000, 40_000 - 16_384, hashes);
        for (int wireBytes : new int[] {0, 40_000, 40_000 - 16_383, 40_000 - 16_385, -1, Integer.MIN_VALUE}) {
            assertBlocks(false, 0, 40_000, wireBytes, hashes);
        }
    }

    @Test
    void boundsPackedBlocks() {
        for (int wireBytes : new int[] {1, 100, BODY_MAX}) {
            Message.Blocks blocks =
                    (Message.Blocks) assertTaken(MessageType.BLOCKS, 0, 0L, 20_000, ZSTD, wireBytes, HASH, HASH);
            assertThat(blocks.encoding()).isEqualTo(Encoding.ZSTD);
            assertThat(blocks.wireBytes()).isEqualTo(wireBytes);
            assertThat(blocks.decodedBytes()).isEqualTo(20_000);
        }
        for (int wireBytes : new int[] {0, BODY_MAX + 1, -1, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            assertRefused(MessageType.BLOCKS, 0, 0L, 20_000, ZSTD, wireBytes, HASH, HASH);
        }
    }

    /** A frame of nothing would be one more thing to unpack. */
    @Test
    void refusesToPackNothing() {
        assertRefused(MessageType.BLOCKS, 0, 0L, 16_384, ZSTD, 9, ZERO_BLOCK);
        assertRefused(MessageType.FILES, (short) 1, ZSTD, 9, sent(0, 0));
        assertRefused(MessageType.FILES, (short) 1, ZSTD, 0, sent(0, 0));
    }

    @Test
    void knowsTwoEncodings() {
        for (int encoding : new int[] {2, 3, 127, 255}) {
            assertRefused(MessageType.BLOCKS, 0, 0L, 1, (byte) encoding, 1, HASH);
            assertRefused(MessageType.FILES, (short) 1, (byte) encoding, 1, sent(0, 1));
        }
    }

    @Test
    void boundsSmallFiles() {
        int max = 262_144;
        assertTaken(MessageType.FILES, (short) 1, PLAIN, max, sent(0, max));
        assertRefused(MessageType.FILES, (short) 1, PLAIN, max + 1, sent(0, max + 1));
        assertRefused(MessageType.FILES, (short) 1, PLAIN, -1, sent(0, -1));
        assertRefused(MessageType.FILES, (short) 1, PLAIN, 0, sent(0, 1));
        assertRefused(MessageType.FILES, (short) 1, PLAIN, 2, sent(0, 1));
        assertRefused(MessageType.FILES, (short) 1, PLAIN, 0, joined(0, (short) 0, 0, Blocks.ZERO_BLOCK.toBytes()));
        assertRefused(MessageType.FILES, (short) 0, PLAIN, 0);
        assertRefused(MessageType.FILES, (short) 1025, PLAIN, 0, manyEmpty(1025));
        assertTaken(MessageType.FILES, (short) 1024, PLAIN, 0, manyEmpty(1024));
        assertRefused(MessageType.FILES, (short) 2, PLAIN, 0, sent(0, 0));
        assertRefused(MessageType.FILES, (short) 1, PLAIN, 0, sent(0, 0), sent(1, 0));
    }

    /** Case A2: however well it is packed, it is never more than a mebibyte. */
    @Test
    void boundsSmallFilesTogether() {
        byte[] four = joined(sent(0, 262_144), sent(1, 262_144), sent(2, 262_144), sent(3, 262_144));
        assertTaken(MessageType.FILES, (short) 4, PLAIN, 1 << 20, four);
        Message.Files files = (Message.Files) assertTaken(MessageType.FILES, (short) 4, ZSTD, 100, four);
        assertThat(files.decodedBytes()).isEqualTo(1 << 20);
        assertTaken(MessageType.FILES, (short) 5, ZSTD, BODY_MAX, four, sent(4, 0));
        assertRefused(MessageType.FILES, (short) 4, ZSTD, BODY_MAX + 1, four);
        assertRefused(MessageType.FILES, (short) 4, ZSTD, -1, four);
        assertRefused(MessageType.FILES, (short) 5, ZSTD, 100, four, sent(4, 1));
        assertRefused(MessageType.FILES, (short) 5, PLAIN, (1 << 20) + 1, four, sent(4, 1));
    }

    @Test
    void namesEveryFileOnceAndInOrder() {
        assertTaken(MessageType.FILES, (short) 2, PLAIN, 0, sent(3, 0), missing(8));
        assertRefused(MessageType.FILES, (short) 2, PLAIN, 0, sent(3, 0), missing(3));
        assertRefused(MessageType.FILES, (short) 2, PLAIN, 0, missing(3), sent(3, 0));
        assertRefused(MessageType.FILES, (short) 2, PLAIN, 0, sent(8, 0), sent(3, 0));
    }

    @Test
    void boundsTheDetailOfAMissingFile() {
        assertTaken(MessageType.FILES, (short) 1, PLAIN, 0, 0, (short) 16, (short) 1024, new byte[1024]);
        assertRefused(MessageType.FILES, (short) 1, PLAIN, 0, 0, (short) 16, (short) 1025, new byte[1025]);
        assertRefused(MessageType.FILES, (short) 1, PLAIN, 0, 0, (short) 16, (short) -1, new byte[1024]);
    }

    private static void assertBlocks(boolean taken, long firstBlock, int contentBytes, int wireBytes, byte[] hashes) {
        if (taken) {
            Message.Blocks blocks = (Message.Blocks)
                    assertTaken(MessageType.BLOCKS, 0, firstBlock, contentBytes, PLAIN, wireBytes, hashes);
            assertThat(blocks.decodedBytes()).isEqualTo(wireBytes);
        } else {
            assertRefused(MessageType.BLOCKS, 0, firstBlock, contentBytes, PLAIN, wireBytes, hashes);
        }
    }

    private static byte[] sent(int entry, int length) {
        return joined(entry, (short) 0, length, length == 0 ? Hash.ZERO.toBytes() : ZERO_BLOCK);
    }

    private static byte[] missing(int entry) {
        return joined(entry, (short) 17, (short) 0);
    }

    private static byte[] manyEmpty(int count) {
        List<Object> files = new ArrayList<>();
        for (int entry = 0; entry < count; entry++) {
            files.add(sent(entry, 0));
        }
        return joined(files.toArray());
    }
}
