package dev.godwit.content.merkle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Scanner;
import org.junit.jupiter.api.Test;

/** Values that were computed elsewhere, so that the trees are right even where no oracle is installed. */
class MerkleVectorsTest {

    @Test
    void fixedRoots() {
        int count = 0;
        try (Scanner lines = new Scanner(
                Objects.requireNonNull(getClass().getResourceAsStream("fixed-roots.txt")), StandardCharsets.UTF_8)) {
            while (lines.hasNextLine()) {
                String line = lines.nextLine();
                if (line.startsWith("#")) {
                    continue;
                }
                String[] fields = line.split(" ", 2);
                ContentId expected = new ContentId(Long.parseLong(fields[0]), Hash.parse(fields[1]));
                assertThat(idOf(countingBytes((int) expected.length()))).isEqualTo(expected);
                count++;
            }
        }
        assertThat(count).isEqualTo(11);
    }

    /** FIPS 180-4 examples: a file of one block is its own leaf and root. */
    @Test
    void oneBlockIsPlainSha256() {
        assertThat(idOf("abc".getBytes(StandardCharsets.US_ASCII)).root())
                .hasToString("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThat(idOf("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq".getBytes(StandardCharsets.US_ASCII))
                        .root())
                .hasToString("248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    }

    /** BEP 52 does not separate leaves from inner nodes: roots may be made equal, ids not. */
    @Test
    void aFileMadeOfTwoLeafHashesHasTheRootButNotTheIdOfTheTwoBlocks() {
        byte[] twoBlocks = countingBytes(2 * Blocks.BLOCK_BYTES);
        BlockHasher hasher = new BlockHasher();
        ByteBuffer leaves = ByteBuffer.allocate(2 * Hash.BYTES);
        hasher.hash(ByteBuffer.wrap(twoBlocks, 0, Blocks.BLOCK_BYTES)).write(leaves);
        hasher.hash(ByteBuffer.wrap(twoBlocks, Blocks.BLOCK_BYTES, Blocks.BLOCK_BYTES))
                .write(leaves);

        ContentId honest = idOf(twoBlocks);
        ContentId forged = idOf(leaves.array());

        assertThat(forged.root()).isEqualTo(honest.root());
        assertThat(forged).isNotEqualTo(honest);
    }

    private static byte[] countingBytes(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i % 251);
        }
        return bytes;
    }

    private static ContentId idOf(byte[] content) {
        StreamingTree tree = new StreamingTree();
        tree.update(ByteBuffer.wrap(content));
        return tree.finish();
    }
}
