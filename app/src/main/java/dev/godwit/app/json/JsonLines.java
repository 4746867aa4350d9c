package dev.godwit.app.json;

import dev.godwit.transfer.event.TransferEvent;
import dev.godwit.wire.fault.Fault;
import io.avaje.jsonb.Jsonb;
import java.io.PrintStream;
import java.time.Duration;
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
        if (withProgress || !(event instanceof TransferEvent.Progress)) {
            print(line(event));
        }
    }

    /** The last line of a command that failed. */
    public void failed(String code, int exit, String message, String hint) {
        print(new EventLine.Failed("error", code, exit, mask.apply(message), mask.apply(hint)));
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
                new EventLine.Ready("ready", e.ticket(), e.addresses(), e.shareId(), e.resumed());
            case TransferEvent.Connected e -> new EventLine.Connected("connected", e.peer(), e.route(), e.address());
            case TransferEvent.Manifest e ->
                new EventLine.Manifest("manifest", e.name(), e.entries(), known(e.bytes()), e.bytesHere());
            case TransferEvent.Progress e -> progress(e);
            case TransferEvent.Waiting e -> waiting(e.fault(), e.delay());
            case TransferEvent.ReceiverLeft e ->
                new EventLine.ReceiverLeft(
                        "receiverLeft", e.peer(), e.fault().code().label(), message(e.fault()));
            case TransferEvent.Done e -> done(e);
        };
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
                e.limitedBy().isEmpty() ? null : e.limitedBy());
    }

    private Record waiting(Fault fault, Duration delay) {
        return new EventLine.Waiting(
                "waiting", fault.code().label(), message(fault), delay.toMillis() / MILLIS_PER_SECOND);
    }

    private static Record done(TransferEvent.Done e) {
        String outcome = switch (e.outcome()) {
            case TRANSFERRED -> "transferred";
            case ALREADY_THERE -> "alreadyThere";
            case SKIPPED -> "skipped";
        };
        return new EventLine.Done(
                "done",
                e.bytes(),
                e.entries(),
                e.seconds(),
                e.contentId().toString(),
                e.path(),
                e.bytesTransferred(),
                outcome);
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
