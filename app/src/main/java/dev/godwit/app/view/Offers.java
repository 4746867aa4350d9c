package dev.godwit.app.view;

import dev.godwit.app.text.Escaped;
import dev.godwit.transfer.event.Preview;
import dev.godwit.transfer.event.TransferEvent.Manifest;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a sender offers and where it would go, in words for a question. */
public final class Offers {
    private Offers() {}

    /** {@code film.mkv, 1 file, 2.0 GB}. */
    public static String text(Manifest offer) {
        // A pipe is never complete, and says itself that its size is not known.
        String more = offer.complete() || offer.bytes() < 0 ? "" : " or more";
        return Escaped.text(offer.name()) + ", " + Amount.ofEntries(offer.entries(), offer.bytes()) + more;
    }

    /** {@code Hidden: .bashrc, .ssh. Executable: run.sh and 3 more.}, as far as there are such. */
    static Optional<String> preview(Preview preview) {
        String text = Stream.of(names("Hidden", preview.hidden()), names("Executable", preview.executable()))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(" "));
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    private static Optional<String> names(String what, Preview.Names names) {
        if (names.count() == 0) {
            return Optional.empty();
        }
        String first = names.first().stream().map(Escaped::text).collect(Collectors.joining(", "));
        int more = names.count() - names.first().size();
        return Optional.of(what + ": " + first + (more == 0 ? "." : " and " + more + " more."));
    }

    /** The directory with a slash at its end, and {@code ./} for the current one. */
    public static String place(Path directory, Path currentDirectory) {
        String shown = Summary.shown(directory, currentDirectory);
        return shown.endsWith("/") ? shown : shown + "/";
    }
}
