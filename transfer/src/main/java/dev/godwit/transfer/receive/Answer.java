package dev.godwit.transfer.receive;

import dev.godwit.transfer.receive.work.Sender;
import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/** What the sender says once, and only after it was asked. Safe on every thread. */
final class Answer<T> {
    private final CompletableFuture<T> value = new CompletableFuture<>();
    private volatile boolean asked;

    /** The question is about to be sent. */
    void ask() {
        asked = true;
    }

    /** The sender has answered; saying the same again changes nothing. */
    void give(T answer) throws FaultException {
        if (!asked) {
            throw Fault.of(FaultCode.PROTOCOL_VIOLATION, "an answer came that nobody asked for")
                    .exception();
        }
        value.complete(answer);
    }

    /** No answer will come any more. */
    void fail(FaultException why) {
        value.completeExceptionally(why);
    }

    /** Waits for the answer, or for the end of the session. */
    T await() throws IOException {
        return Sender.await(value);
    }
}
