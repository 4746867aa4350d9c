package dev.godwit.transfer.receive.work;

import dev.godwit.content.merkle.ContentId;
import dev.godwit.transfer.progress.Tally;
import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.message.MessageChannel;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** The other end of a session, as far as fetching and comparing need it. Safe on every thread. PROTOCOL.md §7. */
public interface Sender {

    /** Opens a byte stream of this session, on which it may be silent for so long. */
    MessageChannel openBytes(Duration silence) throws IOException;

    /** Closes a byte stream that {@link #openBytes} has opened. */
    void closeBytes(MessageChannel bytes);

    /** The last round trip. */
    Duration roundTrip();

    /** Tells it how far this side is. */
    void have(int entry, long belowPiece, Tally tally) throws IOException;

    /** The identity of a file as it read it; waits while it reads what was not asked for. */
    ContentId root(int entry) throws IOException;

    /** Asks for the identity of a file as it reads it; waits only while too many such questions are open. */
    CompletableFuture<ContentId> askRoot(int entry) throws IOException;

    /** Waits for what it was asked for, or for the end of the session. */
    static <T> T await(CompletableFuture<T> answer) throws IOException {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Fault.of(FaultCode.CANCELLED).exception(e);
        }
    }
}
