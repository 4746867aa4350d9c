package dev.godwit.app.view;

import dev.godwit.app.text.ByteSize;
import dev.godwit.app.text.DurationText;
import dev.godwit.app.text.Escaped;
import dev.godwit.transfer.event.Statistics;
import dev.godwit.transfer.event.TransferEvent.Done;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The last lines: what happened, with its proof. */
public final class Summary {
    private Summary() {}

    /** The receiver's last line; {@code currentDirectory} shortens the path. */
    static String received(Done done, String route, Path currentDirectory) {
        String where = done.path() == null ? "standard output" : shown(Path.of(done.path()), currentDirectory);
        return switch (done.outcome()) {
            case TRANSFERRED -> "Received " + amount(done) + transferred(done, route) + " → " + where;
            case ALREADY_THERE -> "Already there: " + amount(done) + ", verified SHA-256 → " + where;
            case SKIPPED -> "Skipped: a different file is already there, and was left as it is → " + where;
            case UNSELECTED ->
                "Nothing received: --select matches none of "
                        + Amount.count(done.parts().leftOut(), "item");
            case PLANNED -> "Nothing was changed: this was a dry run";
        };
    }

    /** The sender's last line. */
    static String sent(Done done, String route) {
        return switch (done.outcome()) {
            case TRANSFERRED ->
                (done.parts().whole() ? "Sent " : "Sent a part of ") + amount(done) + transferred(done, route);
            case ALREADY_THERE -> "The receiver had it already: " + amount(done) + ", verified SHA-256";
            case SKIPPED, UNSELECTED, PLANNED -> "The receiver took nothing";
        };
    }

    /** What else is worth to be known, in a line before the last one. */
    public static Optional<String> details(Done done) {
        List<String> details = new ArrayList<>();
        if (done.parts().filesHere() > 0
                && done.parts().filesHere() < done.parts().files()) {
            details.add("There already: " + Amount.count(done.parts().filesHere(), "file") + ", "
                    + ByteSize.of(done.parts().bytesHere()) + ".");
        }
        if (done.parts().leftOut() > 0 && done.entries() > 0) {
            details.add("Left out: " + Amount.count(done.parts().leftOut(), "item") + ".");
        }
        Statistics statistics = done.statistics();
        if (statistics.bytesSaved() > 0) {
            details.add("Compression saved " + ByteSize.of(statistics.bytesSaved()) + ".");
        }
        if (done.entries() > 1
                && statistics.bytesTransferred() > 0
                && !statistics.limitedBy().isEmpty()) {
            details.add("Limited by " + Escaped.text(statistics.limitedBy()) + ".");
        }
        return details.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", details));
    }

    /** What both sides can compare, when something is in place: {@code Content id 9f86d081…:2000}. */
    static Optional<String> identity(Done done) {
        return switch (done.outcome()) {
            case TRANSFERRED, ALREADY_THERE -> Optional.of("Content id " + done.contentId());
            case SKIPPED, UNSELECTED, PLANNED -> Optional.empty();
        };
    }

    /** {@code 308 files and 12 folders, 2.0 GB}. */
    public static String amount(Done done) {
        String amount = Amount.of(done.parts(), done.bytes());
        String moved = ByteSize.of(done.statistics().bytesTransferred());
        boolean isLess =
                done.statistics().bytesTransferred() < done.bytes() && !moved.equals(ByteSize.of(done.bytes()));
        return isLess && done.statistics().bytesTransferred() > 0 ? amount + " (" + moved + " in this run)" : amount;
    }

    private static String transferred(Done done, String route) {
        return " in " + took(done.statistics()) + ", verified SHA-256, " + Route.text(route);
    }

    /** {@code 6.4 s (312 MB/s)}. */
    public static String took(Statistics statistics) {
        // A file of no bytes takes no time that a rate could be made of.
        String rate = statistics.seconds() > 0 && statistics.bytesTransferred() > 0
                ? " (" + ByteSize.perSecond(statistics.bytesTransferred() / statistics.seconds()) + ")"
                : "";
        return DurationText.spent(statistics.seconds()) + rate;
    }

    /** {@code ./name} below the current directory, else the whole path. */
    static String shown(Path path, Path currentDirectory) {
        Path absolute = currentDirectory.resolve(path).normalize();
        if (absolute.equals(currentDirectory)) {
            return "./";
        }
        Path shown = absolute;
        if (absolute.startsWith(currentDirectory)) {
            shown = Path.of(".").resolve(currentDirectory.relativize(absolute));
        }
        return Escaped.text(shown.toString());
    }
}
