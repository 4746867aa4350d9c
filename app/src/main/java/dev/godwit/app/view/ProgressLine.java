package dev.godwit.app.view;

import dev.godwit.app.text.ByteSize;
import dev.godwit.app.text.DurationText;
import dev.godwit.app.text.Escaped;
import dev.godwit.transfer.event.TransferEvent.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The progress of a transfer in one line: {@code 61%  1.2/2.0 GB  812/1,234 items  312 MB/s  ETA 0:03  direct tcp}. */
final class ProgressLine {
    private static final String GAP = "  ";
    private static final double PERCENT = 100;

    private ProgressLine() {}

    /** The line, with parts left out from the right until it is shorter than {@code columns}. */
    static String of(Progress progress, int columns) {
        StringBuilder line = new StringBuilder();
        for (String part : parts(progress)) {
            int length = line.length() + (line.isEmpty() ? 0 : GAP.length()) + part.length();
            // The last column stays free: some terminals wrap when it is written.
            if (length >= columns) {
                break;
            }
            line.append(line.isEmpty() ? "" : GAP).append(part);
        }
        return line.toString();
    }

    /** How far it is, 0 to 100; 0 when the total is not known. */
    static int percent(Progress progress) {
        if (progress.bytesTotal() <= 0) {
            return progress.bytesTotal() == 0 ? (int) PERCENT : 0;
        }
        // Rounded down: 100 % means all of it.
        return (int) Math.min(PERCENT, PERCENT * progress.bytesDone() / progress.bytesTotal());
    }

    private static String doneOfTotal(Progress progress) {
        String done = ByteSize.of(progress.bytesDone());
        String total = ByteSize.of(progress.bytesTotal());
        String unit = total.substring(total.indexOf(' '));
        // A unit said once leaves room for what limits the rate, in 80 columns.
        return (done.endsWith(unit) ? done.substring(0, done.indexOf(' ')) : done) + "/" + total;
    }

    private static List<String> parts(Progress progress) {
        List<String> parts = new ArrayList<>();
        boolean totalIsKnown = progress.bytesTotal() >= 0;
        if (totalIsKnown) {
            parts.add(String.format(Locale.ROOT, "%3d%%", percent(progress)));
        }
        parts.add(totalIsKnown ? doneOfTotal(progress) : ByteSize.of(progress.bytesDone()));
        if (progress.entriesTotal() > 1) {
            parts.add(String.format(Locale.ROOT, "%,d/%,d items", progress.entriesDone(), progress.entriesTotal()));
        }
        parts.add(ByteSize.perSecond((double) progress.bytesPerSecond()));
        progress.etaSeconds().ifPresent(seconds -> parts.add("ETA " + DurationText.clock(seconds)));
        if (progress.sources() > 1) {
            parts.add("with " + progress.sources() + " peers");
        }
        parts.add(Route.text(progress.route()));
        if (!progress.limitedBy().isEmpty()) {
            parts.add("limited by " + Escaped.text(progress.limitedBy()));
        }
        return parts;
    }
}
