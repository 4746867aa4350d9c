package dev.godwit.app.json;

import dev.godwit.node.home.KnownTransfer;
import dev.godwit.transfer.event.Parts;
import dev.godwit.transfer.event.Preview;
import dev.godwit.transfer.event.Problems;
import dev.godwit.transfer.event.Statistics;
import dev.godwit.transfer.event.TransferEvent;
import dev.godwit.wire.fault.Fault;
import io.avaje.jsonb.Jsonb;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Prints events as newline-delimited JSON, each line complete and flushed. */
public final class JsonLines implements Consumer<TransferEvent> {
    private static final double MILLIS_PER_SECOND = 1000;

    private final Jsonb jsonb = Jsonb.builder().serializeNulls(false).build();
    private final PrintStream stream;
    private final boolean withProgress;
    private final UnaryOperator<String> mask;

    /** @param mask what every text of a failure goes through, because none may repeat a ticket */
    public JsonLines(PrintStream stream, boolean withProgress, UnaryOperator<String> mask) {
        this.stream = stream;
        this.withProgress = withProgress;
        this.mask = mask;
    }

    @Override
    public void accept(TransferEvent event) {
        boolean isProgress = event instanceof TransferEvent.Progress
                || (event instanceof TransferEvent.Listed listed && !listed.complete());
        if (withProgress || !isProgress) {
            print(line(event));
        }
    }

    /** The last line of a command that failed. */
    public void failed(String code, int exit, String message, String hint) {
        print(new EventLine.Failed("error", code, exit, mask.apply(message), mask.apply(hint)));
    }

    /** One transfer that this home remembers. */
    public void transfer(KnownTransfer transfer) {
        KnownTransfer.Result result = transfer.result().orElse(null);
        print(new TransferLine(
                transfer.id(),
                transfer.subject().direction().name().toLowerCase(Locale.ROOT),
                transfer.state().name().toLowerCase(Locale.ROOT),
                transfer.subject().name(),
                transfer.subject().share(),
                orNull(transfer.subject().folder()),
                transfer.changed().toString(),
                result == null ? null : orNull(result.route()),
                result == null ? null : done(result.done()),
                result == null || result.problemCount() == 0
                        ? null
                        : incomplete(result.problemCount(), result.problems())));
    }

    /** One result: a record of this package. */
    public void print(Record line) {
        // One write per line, so that lines of two threads cannot mix.
        stream.print(jsonb.toJson(line) + "\n");
        stream.flush();
    }

    private Record line(TransferEvent event) {
        return switch (event) {
            case TransferEvent.Ready e ->
                new EventLine.Ready("ready", e.code(), e.ticket(), e.addresses(), e.shareId(), e.resumed());
            case TransferEvent.Listed e -> listed(e);
            case TransferEvent.Connected e -> new EventLine.Connected("connected", e.peer(), e.route(), e.address());
            case TransferEvent.Manifest e -> manifest(e);
            case TransferEvent.Planned e ->
                new EventLine.Planned("planned", e.path(), known(e.bytes()), plan(e.plan()));
            case TransferEvent.Incomplete e -> incomplete(e.count(), e.first());
            case TransferEvent.Progress e -> progress(e);
            case TransferEvent.Waiting e -> waiting(e.fault(), e.delay());
            case TransferEvent.CodeMistaken e -> new EventLine.CodeMistaken("codeMistaken", e.address(), e.triesLeft());
            case TransferEvent.CodeRejected e -> new EventLine.CodeRejected("codeRejected", e.address());
            case TransferEvent.Unannounced e -> new EventLine.Unannounced("unannounced", e.where(), e.reason());
            case TransferEvent.Comparing e -> new EventLine.Comparing("comparing", e.address(), e.words());
            case TransferEvent.Tried e ->
                new EventLine.Tried("tried", e.origin(), orNull(e.address()), mask.apply(e.reason()));
            case TransferEvent.ReceiverLeft e ->
                new EventLine.ReceiverLeft(
                        "receiverLeft", e.peer(), e.fault().code().label(), mask.apply(e.reason()));
            case TransferEvent.Done e -> done(e);
        };
    }

    private static Record manifest(TransferEvent.Manifest e) {
        return new EventLine.Manifest(
                "manifest",
                e.name(),
                e.entries(),
                known(e.bytes()),
                e.bytesHere(),
                e.complete(),
                names(e.preview().hidden()),
                names(e.preview().executable()));
    }

    private static EventLine.@Nullable Names names(Preview.Names names) {
        return names.count() == 0 ? null : new EventLine.Names(names.count(), names.first());
    }

    private static Record listed(TransferEvent.Listed e) {
        Parts of = e.parts();
        return new EventLine.Listed(
                "listed", of.entries(), of.files(), of.folders(), of.links(), known(e.bytes()), e.complete());
    }

    private EventLine.Incomplete incomplete(long count, List<Problems.Problem> first) {
        return new EventLine.Incomplete(
                "incomplete", count, first.stream().map(this::problem).toList());
    }

    private static Record progress(TransferEvent.Progress e) {
        return new EventLine.Progress(
                "progress",
                e.bytesDone(),
                known(e.bytesTotal()),
                e.bytesPerSecond(),
                orNull(e.etaSeconds()),
                e.sources(),
                e.route(),
                e.entriesDone(),
                e.entriesTotal(),
                orNull(e.limitedBy()));
    }

    private static String plan(TransferEvent.Plan plan) {
        return switch (plan) {
            case RECEIVE -> "receive";
            case COMPARE -> "compare";
            case CONFLICT -> "conflict";
        };
    }

    private EventLine.Problem problem(Problems.Problem problem) {
        Fault fault = problem.fault();
        return new EventLine.Problem(problem.path(), fault.code().label(), message(fault));
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private Record waiting(Fault fault, Duration delay) {
        return new EventLine.Waiting(
                "waiting", fault.code().label(), message(fault), delay.toMillis() / MILLIS_PER_SECOND);
    }

    private static EventLine.Done done(TransferEvent.Done e) {
        String outcome = switch (e.outcome()) {
            case TRANSFERRED -> "transferred";
            case ALREADY_THERE -> "alreadyThere";
            case SKIPPED -> "skipped";
            case UNSELECTED -> "unselected";
            case PLANNED -> "planned";
        };
        return new EventLine.Done(
                "done",
                e.bytes(),
                e.entries(),
                e.statistics().seconds(),
                e.contentId().toString(),
                e.path(),
                e.statistics().bytesTransferred(),
                e.statistics().bytesPerSecond(),
                outcome,
                orNull(e.statistics().limitedBy()),
                e.peer(),
                parts(e.parts()),
                statistics(e.statistics()));
    }

    private static EventLine.Parts parts(Parts of) {
        return new EventLine.Parts(
                of.files(), of.folders(), of.links(), of.filesHere(), of.bytesHere(), of.leftOut(), of.whole());
    }

    private static EventLine.Statistics statistics(Statistics of) {
        return new EventLine.Statistics(
                known(of.bytesSentTwice()),
                of.bytesSaved(),
                of.retries() < 0 ? null : Integer.valueOf(of.retries()),
                of.sourceDiskSeconds(),
                of.senderCpuSeconds(),
                of.networkSeconds(),
                of.receiverDiskSeconds() < 0 ? null : Double.valueOf(of.receiverDiskSeconds()));
    }

    private String message(Fault fault) {
        return mask.apply(fault.message());
    }

    private static @Nullable Long known(long bytes) {
        return bytes < 0 ? null : bytes;
    }

    private static @Nullable Long orNull(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() : null;
    }
}
