package dev.godwit.content.receive;

import dev.godwit.content.manifest.EntryName;
import java.nio.charset.StandardCharsets;

/** The names that a file may have instead of a taken one: {@code name (1).ext}, {@code name (2).ext} and so on. */
record NumberedNames(String stem, String extension) {

    static NumberedNames of(String name) {
        int dot = name.lastIndexOf('.');
        // A leading dot hides a file; it does not begin an extension.
        return dot <= 0 ? new NumberedNames(name, "") : new NumberedNames(name.substring(0, dot), name.substring(dot));
    }

    /** The name with this number; the stem gives up characters when it would be too long. */
    String withNumber(int number) {
        String tail = " (" + number + ")" + extension;
        String head = stem;
        if (bytes(tail) >= EntryName.MAX_BYTES) {
            // All extension: then the number goes to the end.
            head = stem + extension;
            tail = " (" + number + ")";
        }
        while (bytes(head) + bytes(tail) > EntryName.MAX_BYTES) {
            head = head.substring(0, head.offsetByCodePoints(head.length(), -1));
        }
        return head + tail;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
