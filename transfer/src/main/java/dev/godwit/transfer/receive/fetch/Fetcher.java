package dev.godwit.transfer.receive.fetch;

import dev.godwit.content.manifest.Entry;
import dev.godwit.transfer.rate.RateLimit;
import dev.godwit.transfer.receive.work.HaveReport;
import dev.godwit.transfer.receive.work.LargeFile;
import dev.godwit.transfer.receive.work.PieceRange;
import dev.godwit.transfer.receive.work.SessionContext;
import dev.godwit.transfer.receive.work.SmallBatch;
import dev.godwit.transfer.receive.work.WorkBoard.Taken;
import dev.godwit.wire.message.Message;
import dev.godwit.wire.message.MessageChannel;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Fetches over one byte stream until the board is closed: keeps enough requests on their way, and takes the answers in
 * their order. One thread. PROTOCOL.md §7.3.
 */
public final class Fetcher {
    private final SessionContext context;
    private final RateLimit limit;
    private final Deque<Asked> onTheirWay = new ArrayDeque<>();
    private final RequestWindow window = new RequestWindow();
    private final BodyReader body;
    private final PieceReceiver pieces;
    private final SmallFileReceiver smallFiles;
    private final HaveReport report;
    private long bytesOnTheirWay;
    private long answers;

    /** A request whose answer has not come yet. */
    private record Asked(Taken taken, long bytes) {}

    /** @param limit how fast it may come */
    public Fetcher(SessionContext context, RateLimit limit) {
        this.context = context;
        this.limit = limit;
        this.body = new BodyReader(context.tally());
        this.report = new HaveReport(context);
        this.pieces = new PieceReceiver(context, body, report);
        this.smallFiles = new SmallFileReceiver(context, body);
    }

    /** Fetches until nothing is left. */
    public void fetch(Duration silence) throws IOException {
        try (body) {
            MessageChannel channel = context.sender().openBytes(silence);
            context.streams().incrementAndGet();
            try {
                fetch(channel);
            } finally {
                context.streams().decrementAndGet();
                context.sender().closeBytes(channel);
            }
        }
    }

    private void fetch(MessageChannel channel) throws IOException {
        while (request(channel)) {
            long startNanos = System.nanoTime();
            Asked asked = onTheirWay.element();
            switch (asked.taken) {
                case Taken.Small small -> smallFiles.receive(channel, small.batch());
                case Taken.Pieces range -> pieces.receive(channel, range.file(), range.range());
            }
            onTheirWay.remove();
            bytesOnTheirWay -= asked.bytes;
            answers++;
            window.arrived(asked.bytes, System.nanoTime() - startNanos);
            report.progressed();
        }
    }

    /** Whether a request was answered. */
    public boolean hasAnswers() {
        return answers > 0;
    }

    /** Another stream is to fetch what this one has asked for, but for what has come of it. */
    public void giveBack() {
        if (onTheirWay.peek() instanceof Asked(Taken.Small(SmallBatch batch), long bytes)) {
            onTheirWay.remove();
            onTheirWay.addFirst(new Asked(new Taken.Small(batch.after(smallFiles.settled())), bytes));
        }
        // The first again first.
        onTheirWay
                .descendingIterator()
                .forEachRemaining(asked -> context.board().giveBack(asked.taken));
    }

    /** Asks for work up to the window; false when nothing is left to ask for or to wait for. */
    private boolean request(MessageChannel channel) throws IOException {
        long share = limit.bytesPerSecond() / Math.max(1, context.streams().get());
        long wanted = window.bytes(context.sender().roundTrip(), share);
        while (onTheirWay.isEmpty() || bytesOnTheirWay < wanted) {
            long room = wanted - bytesOnTheirWay;
            Optional<Taken> taken = onTheirWay.isEmpty()
                    ? context.board().take(room)
                    : context.board().poll(room);
            if (taken.isEmpty()) {
                break;
            }
            Asked asked = new Asked(taken.get(), bytes(taken.get()));
            // Before it is sent: what can not be asked for here is given back, too.
            onTheirWay.add(asked);
            bytesOnTheirWay += asked.bytes;
            channel.send(message(asked.taken));
        }
        return !onTheirWay.isEmpty();
    }

    private static Message message(Taken taken) {
        return switch (taken) {
            case Taken.Small(SmallBatch batch) -> new Message.GetFiles(batch.firstEntry(), batch.entryCount());
            case Taken.Pieces(LargeFile file, PieceRange range) ->
                new Message.Get(file.entry().index(), range.first(), range.count());
        };
    }

    /** What the answer will hold, or at most hold. */
    private static long bytes(Taken taken) {
        return switch (taken) {
            case Taken.Small(SmallBatch batch) -> batch.bytes();
            case Taken.Pieces(LargeFile file, PieceRange range) -> bytes(file.entry(), range);
        };
    }

    private static long bytes(Entry.File entry, PieceRange range) {
        long most = (long) range.count() * entry.pieceSize().bytes();
        return entry.hasLength()
                ? Math.min(most, entry.length() - entry.pieceSize().offset(range.first()))
                : most;
    }
}
