package dev.godwit.content.receive;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.text.Normalizer;
import java.util.Locale;

/**
 * Which different names a file system takes for one: folding gives all of these the same text. It rather folds too much
 * than too little, as no file system's own tables are known here.
 *
 * @param cases whether capital and small letters are one
 * @param forms whether composed and decomposed accents are one
 */
record NameFolding(boolean cases, boolean forms) {
    /** Every name is another file, as is usual on Linux. */
    static final NameFolding NONE = new NameFolding(false, false);

    /** Marks and joiners that some file systems leave out of comparisons. */
    private static final String IGNORED = "[\\u200c-\\u200f\\u202a-\\u202e\\u206a-\\u206f\\ufeff]";

    /** Small letters and a composed accent, in a name that the probe may have. */
    static String probeName() {
        return PartialName.random() + "\u00e9";
    }

    /**
     * Finds out by the other names of a file that is there.
     *
     * @param name one of {@link #probeName}
     */
    static NameFolding of(Folder folder, String name) throws IOException {
        return new NameFolding(
                isSame(folder, name, name.toUpperCase(Locale.ROOT).replace('\u00c9', '\u00e9')),
                isSame(folder, name, Normalizer.normalize(name, Normalizer.Form.NFD)));
    }

    boolean isNone() {
        return !cases && !forms;
    }

    String fold(String name) {
        String folded = name;
        if (forms) {
            folded = Normalizer.normalize(folded.replaceAll(IGNORED, ""), Normalizer.Form.NFD);
        }
        if (cases) {
            // There and back: some letters only meet as capitals.
            folded = folded.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        }
        return forms ? Normalizer.normalize(folded, Normalizer.Form.NFC) : folded;
    }

    private static boolean isSame(Folder folder, String name, String other) throws IOException {
        try {
            return folder.standing(name).key().equals(folder.standing(other).key());
        } catch (NoSuchFileException e) {
            return false;
        }
    }
}
