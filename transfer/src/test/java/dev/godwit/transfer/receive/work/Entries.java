package dev.godwit.transfer.receive.work;

import dev.godwit.content.manifest.Entry;
import dev.godwit.content.merkle.PieceSize;
import java.time.Instant;

/** Entries of which only the index matters. */
final class Entries {
    private Entries() {}

    static Entry file(int index) {
        return new Entry.File(index, 0, "file" + index, 0644, Instant.EPOCH, 0, 0, PieceSize.forLength(0));
    }
}
