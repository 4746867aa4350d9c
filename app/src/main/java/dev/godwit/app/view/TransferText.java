package dev.godwit.app.view;

import dev.godwit.app.text.ByteSize;
import dev.godwit.app.text.DurationText;
import dev.godwit.app.text.Escaped;
import dev.godwit.node.home.KnownTransfer;
import dev.godwit.node.home.KnownTransfer.Direction;
import dev.godwit.node.home.KnownTransfer.Result;
import dev.godwit.transfer.event.Parts;
import dev.godwit.transfer.event.Statistics;
import dev.godwit.transfer.event.TransferEvent;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Transfers that a home remembers, in words. */
public final class TransferText {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    private TransferText() {}

    /** One line: id, state, time, what and where. */
    public static String line(KnownTransfer transfer) {
        String place = transfer.subject().folder().isEmpty()
                ? ""
                : " → " + Escaped.text(transfer.subject().folder());
        String amount = transfer.result()
                .map(result ->
                        ", " + Amount.of(result.done().parts(), result.done().bytes()))
                .orElse("");
        return String.format(
                Locale.ROOT,
                "%s  %-16s  %s  %s%s%s",
                transfer.id(),
                state(transfer),
                time(transfer.changed()),
                Escaped.text(transfer.subject().name()),
                amount,
                place);
    }

    private static String state(KnownTransfer transfer) {
        String way = transfer.subject().direction() == Direction.SENT ? "sent" : "received";
        return switch (transfer.state()) {
            case COMPLETE -> way;
            case INCOMPLETE -> way + " in part";
            case RUNNING -> "running";
            case UNFINISHED -> "unfinished";
        };
    }

    private static String time(Instant instant) {
        return TIME.format(instant.atZone(ZoneId.systemDefault()));
    }

    /** Everything about it, in lines. */
    public static List<String> lines(KnownTransfer transfer) {
        List<String> lines = new ArrayList<>();
        add(lines, "transfer", transfer.id());
        add(lines, "state", state(transfer));
        add(lines, "name", transfer.subject().name());
        add(lines, "share", transfer.subject().share());
        add(lines, "folder", transfer.subject().folder());
        if (transfer.result().isEmpty()) {
            add(lines, "last seen", time(transfer.changed()));
            if (!transfer.running()) {
                lines.add("Run the same receive command again: it goes on from the verified pieces.");
            }
            return lines;
        }
        add(lines, "ended", time(transfer.changed()));
        addResult(lines, transfer.result().get());
        return lines;
    }

    private static void addResult(List<String> lines, Result result) {
        TransferEvent.Done done = result.done();
        Parts parts = done.parts();
        Statistics statistics = done.statistics();
        add(lines, "peer", done.peer());
        add(lines, "route", result.route().isEmpty() ? "" : Route.text(result.route()));
        add(lines, "content", Amount.of(parts, done.bytes()));
        add(lines, "path", done.path() == null ? "" : done.path());
        add(lines, "content id", done.contentId().toString());
        add(lines, "took", Summary.took(statistics));
        add(lines, "carried", ByteSize.of(statistics.bytesTransferred()));
        addIfAny(lines, "sent twice", statistics.bytesSentTwice());
        addIfAny(lines, "saved by compression", statistics.bytesSaved());
        if (parts.filesHere() > 0) {
            String here = Amount.count(parts.filesHere(), "file") + ", " + ByteSize.of(parts.bytesHere());
            add(lines, "there already", here);
        }
        add(lines, "left out", parts.leftOut() > 0 ? Amount.count(parts.leftOut(), "item") : "");
        add(lines, "connected again", statistics.retries() > 0 ? statistics.retries() + " times" : "");
        add(lines, "source disk", DurationText.spent(statistics.sourceDiskSeconds()));
        add(lines, "sender's processor", DurationText.spent(statistics.senderCpuSeconds()));
        add(lines, "network", DurationText.spent(statistics.networkSeconds()));
        if (statistics.receiverDiskSeconds() >= 0) {
            add(lines, "receiver's disk", DurationText.spent(statistics.receiverDiskSeconds()));
        }
        add(lines, "limited by", statistics.limitedBy());
        lines.addAll(Omissions.lines(new TransferEvent.Incomplete(result.problemCount(), result.problems())));
    }

    private static void addIfAny(List<String> lines, String label, long bytes) {
        add(lines, label, bytes > 0 ? ByteSize.of(bytes) : "");
    }

    private static void add(List<String> lines, String label, String value) {
        if (!value.isEmpty()) {
            lines.add(String.format(Locale.ROOT, "%-21s %s", label, Escaped.text(value)));
        }
    }
}
