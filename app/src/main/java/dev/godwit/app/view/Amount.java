package dev.godwit.app.view;

import dev.godwit.app.text.ByteSize;

/** How much content: {@code 1 file, 2.0 GB}. */
final class Amount {
    private Amount() {}

    /** The number of files and their size; negative {@code bytes} are not known yet. */
    static String of(long entries, long bytes) {
        String files = entries == 1 ? "1 file" : entries + " files";
        return files + ", " + (bytes < 0 ? "size not known yet" : ByteSize.of(bytes));
    }
}
