package dev.godwit.content.source;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;

/** Where a file is, and the ways to it that are allowed. Safe for any thread. */
interface SourcePlace {
    /** Bytes of an open file, for any number of threads. */
    interface Content extends Closeable {
        /** Fills a buffer from an offset in bytes on, or up to the end, and returns how many bytes there were. */
        int read(long offset, ByteBuffer target) throws IOException;
    }

    /** For people. */
    Path path();

    /** Looks what is there now. */
    FileState look() throws IOException;

    /** Opens what is there now. */
    Content open() throws IOException;

    /** As {@link SourceTree#readWhole}. */
    default int readWhole(long length, Instant modified, ByteBuffer target) throws IOException {
        // Looking first, as most that has changed is seen at once.
        try (SourceFile file = SourceFile.open(this)) {
            file.checkIs(length, modified);
            int count = file.read(0, target);
            file.checkUnchanged();
            return count;
        }
    }
}
