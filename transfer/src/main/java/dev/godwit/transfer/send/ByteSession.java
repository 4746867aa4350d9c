package dev.godwit.transfer.send;

import dev.godwit.content.manifest.Entry;
import dev.godwit.transfer.progress.Tally;
import dev.godwit.transfer.share.SharedContent;
import dev.godwit.transfer.share.SharedFile;
import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import dev.godwit.wire.message.Message;
import dev.godwit.wire.message.MessageChannel;
import dev.godwit.wire.message.Phase;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Serves one byte stream: answers requests in their order, each before the next is read. One thread. PROTOCOL.md §7.2. */
final class ByteSession implements AutoCloseable {
    private final MessageChannel channel;
    private final SharedContent content;
    private final EntryFailures failures;
    private final PieceSender pieces;
    private final SmallFileSender smallFiles;
    private @Nullable SharedFile file;
    private int fileEntry = -1;

    ByteSession(
            MessageChannel channel, SharedContent content, EntryFailures failures, Tally tally, BodyEncoder encoder) {
        this.channel = channel;
        this.content = content;
        this.failures = failures;
        this.pieces = new PieceSender(channel, tally, encoder);
        this.smallFiles = new SmallFileSender(content, failures, tally, encoder);
    }

    /**
     * Serves until the stream ends, which is always told by an exception.
     *
     * @param asked is told of each request
     */
    void serve(Runnable asked) throws IOException {
        while (true) {
            Message request = channel.receive(Phase.SERVING_BYTES);
            asked.run();
            switch (request) {
                case Message.Get get -> send(get);
                case Message.GetFiles get -> {
                    checkListed(get.firstEntry() + get.count() - 1);
                    smallFiles.send(get);
                }
                default -> throw new AssertionError("the phase admits no other message");
            }
            channel.flush();
        }
    }

    private void send(Message.Get get) throws IOException {
        checkListed(get.entry());
        if (!(content.listing().entry(get.entry()) instanceof Entry.File entry)) {
            throw Fault.of(FaultCode.PROTOCOL_VIOLATION, "entry " + get.entry() + " is no file")
                    .exception();
        }
        try {
            pieces.send(get, entry, file(get.entry()));
        } catch (FaultException e) {
            channel.send(new Message.EntryFailed(get.entry(), failures.note(get.entry(), e)));
        }
    }

    private SharedFile file(int entry) throws FaultException {
        SharedFile current = file;
        if (current == null || fileEntry != entry) {
            close();
            current = content.file(entry);
            file = current;
            fileEntry = entry;
        }
        return current;
    }

    private void checkListed(int entry) throws FaultException {
        if (entry >= content.listing().size()) {
            throw Fault.of(FaultCode.PROTOCOL_VIOLATION, "entry " + entry + " was never offered")
                    .exception();
        }
    }

    @Override
    public void close() {
        SharedFile current = file;
        if (current != null) {
            current.close();
            file = null;
        }
    }
}
