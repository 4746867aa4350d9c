package dev.godwit.app.view;

import dev.godwit.app.text.Escaped;
import dev.godwit.node.Decisions.Offer;
import java.nio.file.Path;

/** What a sender offers and where it would go, in words for a question. */
public final class Offers {
    private Offers() {}

    /** {@code film.mkv, 1 file, 2.0 GB}. */
    public static String text(Offer offer) {
        return text(offer.name(), offer.entries(), offer.bytes(), offer.complete());
    }

    static String text(String name, long entries, long bytes, boolean complete) {
        // A pipe is never complete, and says itself that its size is not known.
        String more = complete || bytes < 0 ? "" : " or more";
        return Escaped.text(name) + ", " + Amount.ofEntries(entries, bytes) + more;
    }

    /** The directory with a slash at its end, and {@code ./} for the current one. */
    public static String place(Path directory, Path currentDirectory) {
        String shown = Summary.shown(directory, currentDirectory);
        return shown.endsWith("/") ? shown : shown + "/";
    }
}
