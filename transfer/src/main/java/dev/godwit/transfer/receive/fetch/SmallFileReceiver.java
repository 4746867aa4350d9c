package dev.godwit.transfer.receive.fetch;

import dev.godwit.content.merkle.StreamingTree;
import dev.godwit.transfer.progress.Activity;
import dev.godwit.transfer.progress.Tally;
import dev.godwit.transfer.receive.work.PlannedFile;
import dev.godwit.transfer.receive.work.SessionContext;
import dev.godwit.transfer.receive.work.SmallBatch;
import dev.godwit.transfer.session.LazyBuffer;
import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import dev.godwit.wire.message.Limits;
import dev.godwit.wire.message.Message;
import dev.godwit.wire.message.MessageChannel;
import dev.godwit.wire.message.Phase;
import dev.godwit.wire.message.SmallFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Iterator;

/**
 * Takes whole small files from one byte stream: a message of them at once, then each through its hash to its place. One
 * thread. PROTOCOL.md §7.4.
 */
final class SmallFileReceiver {
    private final SessionContext context;
    private final BodyReader body;
    private final Tally tally;
    private final LazyBuffer buffer = new LazyBuffer(Limits.FILES_CONTENT_MAX);
    private final StreamingTree tree = new StreamingTree();
    private int settled;

    SmallFileReceiver(SessionContext context, BodyReader body) {
        this.context = context;
        this.body = body;
        this.tally = context.tally();
    }

    /** Takes the answer to one request. */
    void receive(MessageChannel channel, SmallBatch batch) throws IOException {
        settled = 0;
        Iterator<PlannedFile> expected = batch.files().iterator();
        while (expected.hasNext()) {
            long nanos = System.nanoTime();
            Message message = channel.receive(Phase.FETCHING_BYTES);
            tally.spent(Activity.NETWORK, nanos);
            if (!(message instanceof Message.Files files)) {
                throw violation();
            }
            body.begin(channel, files);
            ByteBuffer contents = buffer.get().clear().limit(files.decodedBytes());
            body.read(channel, contents);
            contents.flip();
            for (SmallFile file : files.files()) {
                take(expected, file, contents);
                settled++;
            }
        }
        settled = 0;
    }

    /** How many files of a batch whose answer broke off need nothing more. */
    int settled() {
        return settled;
    }

    private void take(Iterator<PlannedFile> expected, SmallFile file, ByteBuffer contents) throws FaultException {
        if (!expected.hasNext()) {
            throw violation();
        }
        PlannedFile planned = expected.next();
        if (file.entry() != planned.entry().index()) {
            throw violation();
        }
        switch (file) {
            case SmallFile.Missing missing -> context.failed(planned, missing.fault());
            case SmallFile.Sent sent -> {
                if (sent.length() != planned.entry().length()) {
                    throw violation();
                }
                ByteBuffer content = contents.slice(contents.position(), sent.length());
                contents.position(contents.position() + sent.length());
                verify(planned, sent, content);
                context.place(planned, content.rewind(), sent.root());
            }
        }
    }

    private void verify(PlannedFile planned, SmallFile.Sent sent, ByteBuffer content) throws FaultException {
        long nanos = System.nanoTime();
        tree.update(content);
        if (!tree.finish().root().equals(sent.root())) {
            throw Fault.of(FaultCode.INTEGRITY, planned.text()).exception();
        }
        tally.spent(Activity.HASHING, nanos);
        tally.transferred(sent.length());
    }

    private static FaultException violation() {
        return Fault.of(FaultCode.PROTOCOL_VIOLATION, "files came that nobody asked for")
                .exception();
    }
}
