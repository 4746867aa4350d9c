package dev.godwit.transfer.receive.work;

import dev.godwit.content.merkle.ContentId;
import dev.godwit.content.merkle.Hash;
import dev.godwit.transfer.receive.destination.Destination;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps nothing, and claims to have some pieces. */
record ClaimedDestination(List<Long> claimed) implements Destination {
    @Override
    public int lengthOf(long piece) {
        return 256 << 10;
    }

    @Override
    public boolean verifies(long piece) {
        return true;
    }

    @Override
    public void write(long offset, ByteBuffer data) {}

    @Override
    public void writeZeros(long offset, int length) {}

    @Override
    public void pieceDone(long piece, Hash root) {}

    @Override
    public void end(long length) {}

    @Override
    public ContentId contentId() {
        return ContentId.EMPTY;
    }

    @Override
    public void discard() {}

    @Override
    public @Nullable String finish() {
        return null;
    }

    @Override
    public void close() {}
}
