package dev.godwit.app.view;

import dev.godwit.app.text.ByteSize;
import dev.godwit.app.text.DurationText;
import dev.godwit.app.text.Escaped;
import dev.godwit.transfer.event.TransferEvent.Done;
import java.nio.file.Path;

/** The last line: what happened, with its proof. */
final class Summary {
    private Summary() {}

    /** The receiver's; {@code currentDirectory} shortens the path. */
    static String received(Done done, String route, Path currentDirectory) {
        String where = done.path() == null ? "standard output" : shown(Path.of(done.path()), currentDirectory);
        return switch (done.outcome()) {
            case TRANSFERRED -> "Received " + transferred(done, route) + " → " + where;
            case ALREADY_THERE ->
                "Already there: " + Amount.of(done.entries(), done.bytes()) + ", verified SHA-256 → " + where;
            case SKIPPED -> "Skipped: a different file is already there, and was left as it is → " + where;
        };
    }

    /** The sender's. */
    static String sent(Done done, String route) {
        return switch (done.outcome()) {
            case TRANSFERRED -> "Sent " + transferred(done, route);
            case ALREADY_THERE ->
                "The receiver had it already: " + Amount.of(done.entries(), done.bytes()) + ", verified SHA-256";
            case SKIPPED -> "The receiver skipped it: a different file of that name is there already";
        };
    }

    private static String transferred(Done done, String route) {
        String amount = Amount.of(done.entries(), done.bytes());
        if (done.bytesTransferred() < done.bytes()) {
            amount += " (" + ByteSize.of(done.bytesTransferred()) + " in this run)";
        }
        // A file of no bytes takes no time that a rate could be made of.
        String rate = done.seconds() > 0 && done.bytesTransferred() > 0
                ? " (" + ByteSize.perSecond(done.bytesTransferred() / done.seconds()) + ")"
                : "";
        return amount + " in " + DurationText.spent(done.seconds()) + rate + ", verified SHA-256, " + Route.text(route);
    }

    /** {@code ./name} below the current directory, else the whole path. */
    static String shown(Path path, Path currentDirectory) {
        Path absolute = currentDirectory.resolve(path).normalize();
        Path shown = absolute;
        if (absolute.startsWith(currentDirectory)) {
            shown = Path.of(".").resolve(currentDirectory.relativize(absolute));
        }
        return Escaped.text(shown.toString());
    }
}
