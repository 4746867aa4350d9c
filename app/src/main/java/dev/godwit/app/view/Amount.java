package dev.godwit.app.view;

import dev.godwit.app.text.ByteSize;
import dev.godwit.transfer.event.Parts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How much content: {@code 1 file, 2.0 GB}. */
final class Amount {
    private Amount() {}

    /** While only the number of entries is known: {@code 1,234 files and folders, 2.0 GB}; below zero bytes are not known. */
    static String ofEntries(long entries, long bytes) {
        return entries == 1
                ? single(bytes)
                : String.format(Locale.ROOT, "%,d files and folders, ", entries) + size(bytes);
    }

    /** What has no bytes may as well be a folder or a link. */
    private static String single(long bytes) {
        return (bytes == 0 ? "1 item" : "1 file") + ", " + size(bytes);
    }

    /** {@code 308 files, 12 folders and 3 links, 2.0 GB}. */
    static String of(Parts parts, long bytes) {
        return words(parts) + ", " + size(bytes);
    }

    private static String words(Parts parts) {
        List<String> words = new ArrayList<>();
        if (parts.files() > 0 || parts.entries() == 0) {
            words.add(count(parts.files(), "file"));
        }
        if (parts.folders() > 0) {
            words.add(count(parts.folders(), "folder"));
        }
        if (parts.links() > 0) {
            words.add(count(parts.links(), "link"));
        }
        String last = words.removeLast();
        return words.isEmpty() ? last : String.join(", ", words) + " and " + last;
    }

    /** {@code 1 file} or {@code 1,234 files}. */
    static String count(long number, String noun) {
        return String.format(Locale.ROOT, "%,d %s%s", number, noun, number == 1 ? "" : "s");
    }

    private static String size(long bytes) {
        return bytes < 0 ? "size not known yet" : ByteSize.of(bytes);
    }
}
