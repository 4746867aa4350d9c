package dev.godwit.content.manifest;

import dev.godwit.content.merkle.PieceSize;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;

/** A manifest made by chance, in its order, with the path of each entry. */
final class RandomEntries {
    private static final List<String> LETTERS =
            List.of("a", "b", "é", "\uFFFD", "\uE000", "\uD83D\uDE00", "z", " ", "0");

    final List<Entry> entries = new ArrayList<>();
    final List<List<String>> paths = new ArrayList<>();
    private final SplittableRandom random;
    private final int wanted;

    RandomEntries(SplittableRandom random, int wanted) {
        this.random = random;
        this.wanted = wanted;
        while (entries.size() < wanted) {
            entries.clear();
            paths.clear();
            fill(List.of());
        }
    }

    static String name(SplittableRandom random) {
        StringBuilder name = new StringBuilder();
        int letters = 1 + random.nextInt(4);
        for (int i = 0; i < letters; i++) {
            name.append(LETTERS.get(random.nextInt(LETTERS.size())));
        }
        return name.toString();
    }

    private void fill(List<String> parent) {
        TreeSet<String> names = new TreeSet<>(ManifestOrder.BY_NAME);
        int count = 1 + random.nextInt(12);
        for (int i = 0; i < count; i++) {
            names.add(name(random));
        }
        for (String name : names) {
            if (entries.size() >= wanted) {
                return;
            }
            List<String> path = new ArrayList<>(parent);
            path.add(name);
            Entry entry = entry(entries.size(), parent.size(), name);
            entries.add(entry);
            paths.add(path);
            if (entry instanceof Entry.Directory) {
                fill(path);
            }
        }
    }

    private Entry entry(int index, int depth, String name) {
        Instant modified = Instant.ofEpochSecond(random.nextLong(-1L << 39, 1L << 39), random.nextInt(1_000_000_000));
        int mode = random.nextInt(01000);
        int kind = random.nextInt(10);
        if (kind < 4 && depth < Entry.MAX_DEPTH - 1) {
            return new Entry.Directory(index, depth, name, mode, modified);
        }
        if (kind == 4) {
            return new Entry.Link(index, depth, name, modified, "../" + name(random));
        }
        long length = random.nextInt(8) == 0 ? Entry.UNKNOWN_LENGTH : random.nextLong(1L << random.nextInt(1, 41));
        long dataBytes = length > 0 && kind == 5 ? random.nextLong(length) : length;
        PieceSize pieceSize = new PieceSize(PieceSize.MIN_BYTES << random.nextInt(7));
        return new Entry.File(index, depth, name, mode, modified, length, dataBytes, pieceSize);
    }
}
