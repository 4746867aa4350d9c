package dev.godwit.transfer.session;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A direct buffer that takes no memory before it is used: most streams use few of theirs. For one thread. */
public final class LazyBuffer {
    private final int bytes;
    private @Nullable ByteBuffer buffer;

    /** @param bytes its capacity */
    public LazyBuffer(int bytes) {
        this.bytes = bytes;
    }

    /** The buffer, always the same, as it was left. */
    public ByteBuffer get() {
        ByteBuffer made = buffer;
        if (made == null) {
            made = ByteBuffer.allocateDirect(bytes);
            buffer = made;
        }
        return made;
    }
}
