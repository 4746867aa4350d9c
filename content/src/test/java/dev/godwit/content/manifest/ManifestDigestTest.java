package dev.godwit.content.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.godwit.content.merkle.ContentId;
import dev.godwit.content.merkle.Hash;
import dev.godwit.content.merkle.PieceSize;
import dev.godwit.content.merkle.StreamingTree;
import dev.godwit.testkit.RandomContent;
import dev.godwit.testkit.Seed;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ManifestDigestTest {
    private static final Instant TIME = Instant.ofEpochSecond(1, 2);

    @Test
    void isTheContentIdOfTheCanonicalBytes() throws IOException {
        ManifestDigest digest = new ManifestDigest();
        digest.add(new Entry.Directory(0, 0, "d", 0755, TIME));
        digest.add(new Entry.File(1, 1, "é", 0644, TIME, 5, 5, PieceSize.STREAM));
        digest.add(new Entry.Link(2, 1, "ł", TIME, "é"));
        String records = "01" + "00" + "0164" + "01ed" + "0000000000000001" + "00000002"
                + "02" + "01" + "02c3a9" + "01a4" + "0000000000000001" + "00000002" + "0000000000000005"
                + "03" + "01" + "02c582" + "0000" + "0000000000000001" + "00000002" + "0002c3a9"
                + root(9).toString();
        assertThat(digest.finish(index -> root(9))).isEqualTo(id(HexFormat.of().parseHex(records)));
    }

    @Test
    void agreesWithASimplerWriter() throws IOException {
        SplittableRandom random = Seed.announce("ManifestDigestTest").random();
        for (int round = 0; round < 10; round++) {
            List<Entry> entries = new ArrayList<>();
            for (Entry entry : new RandomEntries(random, 1 + random.nextInt(8_000)).entries) {
                entries.add(withLength(entry));
            }
            ManifestDigest digest = new ManifestDigest();
            entries.forEach(digest::add);
            assertThat(digest.finish(ManifestDigestTest::rootOf)).isEqualTo(simple(entries));
        }
    }

    @Test
    void asksForTheRootsOfFilesInTheirOrder() {
        ManifestDigest digest = new ManifestDigest();
        digest.add(new Entry.Directory(0, 0, "a", 0755, TIME));
        digest.add(file(1, 1, "x", 1));
        digest.add(new Entry.Link(2, 0, "b", TIME, "a"));
        digest.add(file(3, 0, "c", 0));
        List<Integer> asked = new ArrayList<>();
        digest.finish(index -> {
            asked.add(index);
            return null;
        });
        assertThat(asked).containsExactly(1, 3);
    }

    @Test
    void oneFileIsIdentifiedByItsContent() {
        assertThat(single(file(0, 0, "name", 5), root(1))).isEqualTo(new ContentId(5, root(1)));
        assertThat(single(file(0, 0, "other", 5), root(1))).isEqualTo(new ContentId(5, root(1)));
        assertThat(single(file(0, 0, "name", 0), Hash.ZERO)).isEqualTo(ContentId.EMPTY);
    }

    @Test
    void oneFileThatWasNotTakenIsAManifest() throws IOException {
        Entry entry = file(0, 0, "name", 5);
        assertThat(single(entry, null)).isEqualTo(simple(List.of(entry), ManifestDigest.NOT_TAKEN));
        assertThat(single(entry, null)).isEqualTo(single(entry, ManifestDigest.NOT_TAKEN));
        assertThat(single(entry, null)).isNotEqualTo(single(file(0, 0, "other", 5), null));
    }

    @Test
    void anEmptyManifestIsEmpty() {
        assertThat(new ManifestDigest().finish(index -> null)).isEqualTo(ContentId.EMPTY);
    }

    @Test
    void refusesAStreamWithoutItsLengthAndGaps() {
        ManifestDigest digest = new ManifestDigest();
        assertThatIllegalArgumentException().isThrownBy(() -> digest.add(file(0, 0, "a", Entry.UNKNOWN_LENGTH)));
        assertThatIllegalArgumentException().isThrownBy(() -> digest.add(file(1, 0, "a", 1)));
    }

    private static ContentId single(Entry entry, @Nullable Hash root) {
        ManifestDigest digest = new ManifestDigest();
        digest.add(entry);
        return digest.finish(index -> root);
    }

    private static @Nullable Hash rootOf(int index) {
        return index % 7 == 0 ? null : root(index);
    }

    private static ContentId simple(List<Entry> entries) throws IOException {
        List<Hash> roots = new ArrayList<>();
        for (Entry entry : entries) {
            if (entry instanceof Entry.File) {
                Hash root = rootOf(entry.index());
                roots.add(root == null ? ManifestDigest.NOT_TAKEN : root);
            }
        }
        return simple(entries, roots.toArray(Hash[]::new));
    }

    private static ContentId simple(List<Entry> entries, Hash... roots) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream output = new DataOutputStream(bytes);
        if (entries.size() == 1
                && entries.getFirst() instanceof Entry.File file
                && !roots[0].equals(ManifestDigest.NOT_TAKEN)) {
            return new ContentId(file.length(), roots[0]);
        }
        for (Entry entry : entries) {
            byte[] name = entry.name().getBytes(StandardCharsets.UTF_8);
            int kind = entry instanceof Entry.Directory ? 1 : entry instanceof Entry.File ? 2 : 3;
            int mode = entry instanceof Entry.Directory directory
                    ? directory.mode()
                    : entry instanceof Entry.File file ? file.mode() : 0;
            output.writeByte(kind);
            output.writeByte(entry.depth());
            output.writeByte(name.length);
            output.write(name);
            output.writeShort(mode);
            Instant modified = entry.modifiedTime();
            output.writeLong(modified.getEpochSecond());
            output.writeInt(modified.getNano());
            if (entry instanceof Entry.File file) {
                output.writeLong(file.length());
            }
            if (entry instanceof Entry.Link link) {
                output.writeUTF(link.target());
            }
        }
        for (Hash root : roots) {
            output.write(root.toBytes());
        }
        return id(bytes.toByteArray());
    }

    private static ContentId id(byte[] bytes) {
        StreamingTree tree = new StreamingTree();
        tree.update(ByteBuffer.wrap(bytes));
        return tree.finish();
    }

    private static Entry withLength(Entry entry) {
        return entry instanceof Entry.File file && !file.hasLength()
                ? new Entry.File(
                        file.index(),
                        file.depth(),
                        file.name(),
                        file.mode(),
                        file.modifiedTime(),
                        7,
                        7,
                        file.pieceSize())
                // DataOutputStream writes characters beyond the first plane otherwise.
                : entry instanceof Entry.Link link
                        ? new Entry.Link(link.index(), link.depth(), link.name(), link.modifiedTime(), "../target-é")
                        : entry;
    }

    private static Entry file(int index, int depth, String name, long length) {
        return new Entry.File(index, depth, name, 0644, TIME, length, length, PieceSize.STREAM);
    }

    private static Hash root(int seed) {
        return Hash.of(new RandomContent(seed).bytes(Hash.BYTES));
    }
}
