package dev.godwit.transfer.send;

import dev.godwit.content.merkle.ContentId;
import dev.godwit.transfer.progress.Activity;
import dev.godwit.transfer.progress.Tally;
import dev.godwit.transfer.share.SharedContent;
import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import dev.godwit.wire.message.Limits;
import dev.godwit.wire.message.Message;
import dev.godwit.wire.message.MessageChannel;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/**
 * Answers questions for the roots of files in their order, beside the control stream, since hashing what is missing may
 * take long. One virtual thread until closed.
 */
final class RootAnswers implements AutoCloseable {
    private static final int END = -1;

    private final MessageChannel channel;
    private final SharedContent content;
    private final EntryFailures failures;
    private final Tally tally;
    private final Consumer<Fault> fatal;
    private final BlockingQueue<Integer> asked = new LinkedBlockingQueue<>();
    private final Set<Integer> open = ConcurrentHashMap.newKeySet();

    /** @param fatal is told what ends the session */
    RootAnswers(
            MessageChannel channel, SharedContent content, EntryFailures failures, Tally tally, Consumer<Fault> fatal) {
        this.channel = channel;
        this.content = content;
        this.failures = failures;
        this.tally = tally;
        this.fatal = fatal;
    }

    void start() {
        Thread.ofPlatform().daemon().name("roots").start(this::run);
    }

    /** The receiver wants to know a root. */
    void ask(int entry) throws FaultException {
        if (open.size() >= Limits.ROOTS_OPEN_MAX || !open.add(entry)) {
            throw Fault.of(FaultCode.PROTOCOL_VIOLATION, "too many roots were asked for at once")
                    .exception();
        }
        asked.add(entry);
    }

    private void run() {
        try {
            for (int entry = asked.take(); entry != END; entry = asked.take()) {
                Message answer = answer(entry);
                // Before it is sent: the receiver may ask again as soon as it has it.
                open.remove(entry);
                channel.send(answer);
            }
        } catch (FaultException e) {
            fatal.accept(e.fault());
        } catch (IOException e) {
            channel.close();
        } catch (RuntimeException e) {
            fatal.accept(Fault.of(FaultCode.UNEXPECTED, e.toString()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Message answer(int entry) throws FaultException {
        try {
            long nanos = System.nanoTime();
            ContentId contentId = content.contentId(entry);
            tally.spent(Activity.SOURCE, nanos);
            return new Message.Root(entry, contentId);
        } catch (FaultException e) {
            return new Message.EntryFailed(entry, failures.note(entry, e));
        }
    }

    @Override
    public void close() {
        // Nobody reads the other answers any more.
        asked.clear();
        asked.add(END);
    }
}
