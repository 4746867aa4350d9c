package dev.godwit.content.merkle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.testkit.RandomContent;
import dev.godwit.testkit.Seed;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our trees are those of libtorrent 2.0.8, root and piece layer. */
class LibtorrentOracleTest {
    private static final int MIB = 1024 * 1024;
    private static final long[] FIXED_LENGTHS = {0, 1, 16383, 16384, 16385, MIB - 1, MIB, MIB + 1, 5_000_000};

    private final SplittableRandom random =
            Seed.announce("LibtorrentOracleTest").random();

    @TempDir
    private Path directory;

    @Test
    void rootsAndLayersOfAllSizesEqualTheOracles() throws Exception {
        try (Libtorrent oracle = Libtorrent.start()) {
            for (long length : FIXED_LENGTHS) {
                compare(oracle, randomFile(length), PieceSize.forLength(length));
            }
            for (int i = 0; i < 12; i++) {
                long length = random.nextLong(1, 12L * MIB);
                compare(oracle, randomFile(length), new PieceSize(PieceSize.MIN_BYTES << random.nextInt(7)));
            }
        }
    }

    @Test
    void rootAndLayerOfASparseFileBeyondFourGibibytesEqualTheOracles() throws Exception {
        long length = 4096L * MIB + 12345;
        long[] islands = random.longs(6, 0, length).toArray();
        Path file = new RandomContent(random.nextLong())
                .writeSparse(directory.resolve("sparse"), length, 3 * Blocks.BLOCK_BYTES + 100, islands);
        try (Libtorrent oracle = Libtorrent.start()) {
            compare(oracle, file, PieceSize.forLength(length));
        }
    }

    private Path randomFile(long length) throws IOException {
        return new RandomContent(random.nextLong()).write(directory.resolve("random-" + length), length);
    }

    private static void compare(Libtorrent oracle, Path file, PieceSize pieceSize) throws IOException {
        long length = Files.size(file);
        Libtorrent.Tree expected = oracle.tree(file, pieceSize);
        PieceLayer layer = new PieceLayer(length, pieceSize);
        StreamingTree tree = new StreamingTree(pieceSize, layer::put);
        PieceHasher hasher = new PieceHasher(pieceSize);
        List<Hash> roots = new ArrayList<>();
        try (FileChannel channel = FileChannel.open(file)) {
            ByteBuffer piece = ByteBuffer.allocateDirect(pieceSize.bytes());
            for (long offset = 0; offset < length; offset += pieceSize.bytes()) {
                while (piece.hasRemaining() && channel.read(piece) >= 0) {}
                piece.flip();
                tree.update(piece.duplicate());
                hasher.update(piece);
                roots.add(hasher.root(length));
                piece.clear();
            }
        }
        String what = length + " bytes in pieces of " + pieceSize.bytes();
        assertThat(tree.finish()).as(what).isEqualTo(new ContentId(length, expected.root()));
        assertThat(layer.root()).as(what).isEqualTo(expected.root());
        assertThat(length > pieceSize.bytes() ? roots : List.of()).as(what).isEqualTo(expected.pieceLayer());
    }
}
