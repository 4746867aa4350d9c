package dev.godwit.content.receive;

import dev.godwit.content.manifest.UnsafeNameException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * The names that entries of one share have taken in one folder, so that two of them cannot be one file where the file
 * system folds names. Pure; safe for any thread.
 */
final class SiblingNames {
    private final UnaryOperator<String> folding;
    private final Map<String, String> nameOfFolded = new ConcurrentHashMap<>();

    /** @param folding gives all names that would be one file the same text */
    SiblingNames(UnaryOperator<String> folding) {
        this.folding = folding;
    }

    /**
     * Takes a name, again and again if need be.
     *
     * @throws UnsafeNameException when another entry's name would be the same file
     */
    void claim(String name) {
        String first = nameOfFolded.putIfAbsent(folding.apply(name), name);
        if (first != null && !first.equals(name)) {
            throw new UnsafeNameException("Another entry's name is the same on this file system");
        }
    }
}
