package dev.godwit.transfer.receive;

import dev.godwit.content.merkle.ContentId;
import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import dev.godwit.wire.message.Limits;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/** Questions to the sender for roots of files, and their answers, which come in any order. Thread-safe. */
final class RootQuestions {
    private final Map<Integer, CompletableFuture<ContentId>> open = new ConcurrentHashMap<>();
    private final Semaphore room = new Semaphore(Limits.ROOTS_OPEN_MAX);
    private volatile FaultException ended = Fault.of(FaultCode.UNEXPECTED).exception();
    private volatile boolean over;

    /** A question is about to be asked; waits while too many are open. */
    CompletableFuture<ContentId> ask(int entry) throws FaultException {
        room.acquireUninterruptibly();
        CompletableFuture<ContentId> answer = new CompletableFuture<>();
        if (open.putIfAbsent(entry, answer) != null) {
            throw new IllegalStateException("the root of entry " + entry + " was asked for");
        }
        // Only now: whoever ends it after this look finds the question among the open ones.
        if (over) {
            room.release();
            throw ended;
        }
        return answer;
    }

    /** The sender has answered. */
    void give(int entry, ContentId contentId) throws FaultException {
        question(entry).complete(contentId);
    }

    /** The sender can not answer. */
    void fail(int entry, Fault fault) throws FaultException {
        question(entry).completeExceptionally(fault.exception());
    }

    private CompletableFuture<ContentId> question(int entry) throws FaultException {
        CompletableFuture<ContentId> asked = open.remove(entry);
        if (asked == null) {
            throw Fault.of(FaultCode.PROTOCOL_VIOLATION, "an answer came that nobody asked for")
                    .exception();
        }
        room.release();
        return asked;
    }

    /** No answer will come any more. */
    void fail(FaultException why) {
        ended = why;
        over = true;
        open.values().forEach(answer -> answer.completeExceptionally(why));
        room.release(Limits.ROOTS_OPEN_MAX);
    }
}
