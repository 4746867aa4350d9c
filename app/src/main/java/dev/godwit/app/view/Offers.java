package dev.godwit.app.view;

import dev.godwit.app.text.Escaped;
import dev.godwit.node.Decisions.Offer;
import java.nio.file.Path;

/** What a sender offers and where it would go, in words for a question. */
public final class Offers {
    private Offers() {}

    /** {@code film.mkv, 1 file, 2.0 GB}. */
    public static String text(Offer offer) {
        return Escaped.text(offer.name()) + ", " + Amount.of(offer.entries(), offer.bytes());
    }

    /** The directory with a slash at its end, and {@code ./} for the current one. */
    public static String place(Path directory, Path currentDirectory) {
        String shown = Summary.shown(directory, currentDirectory);
        return shown.endsWith("/") ? shown : shown + "/";
    }
}
