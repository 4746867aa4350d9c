package dev.godwit.content.source;

import dev.godwit.content.disk.Descriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/** How much of a sparse file is data and how much is holes, which read as zeros. Safe for any thread. */
public final class SparseExtents {
    private static final int MAX_EXTENTS = 100_000;

    private SparseExtents() {}

    /**
     * The bytes of a file that are not in holes. Never too few: where the platform, the file system or the permission for
     * native access do not allow to tell, and behind the first 100,000 extents, everything counts as data.
     *
     * @throws IOException when the file's length cannot be read
     */
    public static long dataBytes(Path file) throws IOException {
        long length = Files.size(file);
        Optional<Descriptor> descriptor = Descriptor.open(file);
        if (descriptor.isEmpty()) {
            return length;
        }
        try (Descriptor open = descriptor.get()) {
            return dataBytes(open, length, MAX_EXTENTS);
        } catch (IOException e) {
            return length;
        }
    }

    static long dataBytes(Descriptor file, long length, int maxExtents) throws IOException {
        long dataBytes = 0;
        long offset = 0;
        for (int extent = 0; extent < maxExtents; extent++) {
            OptionalLong data = file.nextData(offset);
            if (data.isEmpty() || data.getAsLong() >= length) {
                return dataBytes;
            }
            offset = Math.min(length, file.nextHole(data.getAsLong()));
            dataBytes += offset - data.getAsLong();
        }
        return dataBytes + (length - offset);
    }
}
