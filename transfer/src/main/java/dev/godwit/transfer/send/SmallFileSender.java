package dev.godwit.transfer.send;

import dev.godwit.content.manifest.Entry;
import dev.godwit.content.merkle.Hash;
import dev.godwit.content.merkle.StreamingTree;
import dev.godwit.transfer.progress.Activity;
import dev.godwit.transfer.progress.Tally;
import dev.godwit.transfer.session.LazyBuffer;
import dev.godwit.transfer.share.Listing;
import dev.godwit.transfer.share.SharedContent;
import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import dev.godwit.wire.message.FilesBatch;
import dev.godwit.wire.message.Limits;
import dev.godwit.wire.message.Message;
import dev.godwit.wire.message.SmallFile;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Sends whole small files over one byte stream, many in one message: each is read, hashed and closed before the next, so
 * its root goes ahead of its bytes. One thread. PROTOCOL.md §7.3.
 */
final class SmallFileSender {
    private final SharedContent content;
    private final EntryFailures failures;
    private final Tally tally;
    private final BodyEncoder encoder;
    private final LazyBuffer buffer = new LazyBuffer(Limits.FILES_CONTENT_MAX);
    private final FilesBatch files = new FilesBatch();
    private final StreamingTree tree = new StreamingTree();

    SmallFileSender(SharedContent content, EntryFailures failures, Tally tally, BodyEncoder encoder) {
        this.content = content;
        this.failures = failures;
        this.tally = tally;
        this.encoder = encoder;
    }

    /** Sends every file in the range that was asked for. */
    void send(Message.GetFiles get) throws IOException {
        Listing listing = content.listing();
        boolean found = false;
        for (int index = get.firstEntry(); index < get.firstEntry() + get.count(); index++) {
            if (listing.entry(index) instanceof Entry.File file) {
                if (!file.hasLength() || file.length() > Limits.SMALL_FILE_BYTES_MAX) {
                    throw Fault.of(FaultCode.PROTOCOL_VIOLATION, "entry " + index + " is no small file")
                            .exception();
                }
                if (buffer.get().remaining() < file.length()) {
                    sendBatch();
                }
                add(read(file));
                found = true;
            }
        }
        if (!found) {
            throw Fault.of(FaultCode.PROTOCOL_VIOLATION, "there is no file among those that were asked for")
                    .exception();
        }
        sendBatch();
    }

    private SmallFile read(Entry.File file) throws FaultException {
        ByteBuffer batch = buffer.get();
        int start = batch.position();
        long nanos = System.nanoTime();
        try {
            content.readWhole(file.index(), batch);
            nanos = tally.spent(Activity.SOURCE, nanos);
            Hash root = root(batch.slice(start, batch.position() - start));
            content.wholeRead(file.index(), root);
            tally.spent(Activity.HASHING, nanos);
            tally.transferred(file.length());
            return new SmallFile.Sent(file.index(), (int) file.length(), root);
        } catch (FaultException e) {
            batch.position(start);
            return new SmallFile.Missing(file.index(), failures.note(file.index(), e));
        }
    }

    private Hash root(ByteBuffer bytes) {
        tree.update(bytes);
        return tree.finish().root();
    }

    /** The message may be full of long reasons before the buffer is. */
    private void add(SmallFile file) throws IOException {
        if (!files.fits(file)) {
            ByteBuffer batch = buffer.get();
            int length = file instanceof SmallFile.Sent sent ? sent.length() : 0;
            ByteBuffer last = batch.slice(batch.position() - length, length);
            batch.position(batch.position() - length);
            sendBatch();
            batch.put(last);
        }
        files.add(file);
    }

    private void sendBatch() throws IOException {
        if (!files.isEmpty()) {
            ByteBuffer batch = buffer.get();
            encoder.send(new ByteBuffer[] {batch.flip()}, files::take);
            batch.clear();
        }
    }
}
