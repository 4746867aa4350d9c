package dev.godwit.node.home;

import dev.godwit.transfer.share.ShareLedger;
import dev.godwit.wire.identity.Base32;
import dev.godwit.wire.message.Receipt;
import dev.godwit.wire.ticket.Capability;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/** What survives of a share: its secret, its terms, its port, its receipts, and how it ended. Safe on every thread. */
public final class ShareRecord implements ShareLedger, AutoCloseable {
    static final String SOURCE = "source";
    static final String NAME = "name";
    static final String CAPABILITY = "capability";
    static final String STATE = "state";
    static final String EXPIRES = "expires";
    private static final String PORT = "port";
    private static final String COMPLETED = "completed";
    private static final String RECEIPT = "receipt.";

    private final RecordDirectory record;

    ShareRecord(RecordDirectory record) {
        this.record = record;
    }

    /** How a share stands. */
    public enum State {
        /** On offer, now or when the same command is run again. */
        OPEN,
        /** All allowed downloads are complete. */
        COMPLETE,
        /** Its time is over. */
        EXPIRED,
        /** What it offered can not be offered any more. */
        GONE
    }

    /** The secret that opens the share. */
    public synchronized Capability capability() throws IOException {
        return record.value(CAPABILITY)
                .flatMap(Base32::decode)
                .filter(bytes -> bytes.length == Capability.BYTES)
                .map(Capability::of)
                .orElseThrow(() -> new IOException(record.file("") + " is damaged"));
    }

    /** Downloads that were completed in earlier runs and this one. */
    public synchronized int completed() {
        return number(COMPLETED);
    }

    /** The port of an earlier run; 0 when there was none. */
    public synchronized int port() {
        return number(PORT);
    }

    private int number(String key) {
        return record.value(key)
                .filter(text -> text.matches("\\d{1,9}"))
                .map(Integer::parseInt)
                .orElse(0);
    }

    /** Remembers where it listens and until when it is on offer. */
    public synchronized void offered(int port, Instant expires) throws IOException {
        record.set(PORT, String.valueOf(port)).set(EXPIRES, expires.toString());
        record.store();
    }

    /** Remembers how it ended. */
    public synchronized void ended(State state) throws IOException {
        record.set(STATE, state.name());
        record.store();
    }

    @Override
    public synchronized void downloadCompleted(Receipt receipt, byte[] signature) throws IOException {
        int number = completed() + 1;
        record.set(COMPLETED, String.valueOf(number));
        record.set(
                RECEIPT + number,
                receipt.receiver() + " " + receipt.contentId() + " " + Instant.ofEpochSecond(receipt.unixSeconds())
                        + " " + Base32.encode(signature));
        record.store();
    }

    /** Where the roots of pieces are kept that were read already. */
    public Path journal() {
        return record.file("journal");
    }

    @Override
    public synchronized void close() throws IOException {
        record.close();
    }
}
