package dev.godwit.node.home;

import dev.godwit.content.merkle.Hash;
import dev.godwit.transfer.pairing.OfferedCode;
import dev.godwit.transfer.share.ShareLedger;
import dev.godwit.wire.identity.Base32;
import dev.godwit.wire.message.Receipt;
import dev.godwit.wire.ticket.Capability;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;

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
    private static final int JOURNAL_NAME_LETTERS = 32;

    private static final int PORT_MAX = 65_535;

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

    /** Whether a record that was offered has all it needs to be offered again, in a form that can be read. */
    static boolean isWhole(Properties record) {
        return capability(record).isPresent()
                && record.getProperty(STATE) != null
                && record.getProperty(EXPIRES) != null
                && isNumber(record.getProperty(COMPLETED, "0"))
                && isNumber(record.getProperty(PORT, "0"))
                && Integer.parseInt(record.getProperty(PORT, "0")) <= PORT_MAX;
    }

    private static Optional<Capability> capability(Properties record) {
        return Optional.ofNullable(record.getProperty(CAPABILITY))
                .flatMap(Base32::decode)
                .filter(bytes -> bytes.length == Capability.BYTES)
                .map(Capability::of);
    }

    static boolean isNumber(String text) {
        return text.matches("\\d{1,9}");
    }

    /** The secret that opens the share. */
    public synchronized Capability capability() throws IOException {
        return capability(record.properties()).orElseThrow(() -> new IOException(record.file("") + " is damaged"));
    }

    /**
     * The code that opens the share as well; the same as in earlier runs, unless it has become void.
     *
     * @param uses how many different peers may use it
     * @param renew whether it is another one all the same
     */
    public synchronized OfferedCode code(int uses, boolean renew) throws IOException {
        if (renew) {
            CodeRecord.forget(record);
        }
        return CodeRecord.open(record, capability(), uses, this);
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
                .filter(ShareRecord::isNumber)
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

    /** Where the roots of files are kept that were read already. */
    public Path entryJournal() {
        return record.file("entries");
    }

    /** Where the roots of a large file's pieces are kept that were read already; {@code version} tells which file. */
    public Path pieceJournal(Hash version) {
        return record.file("pieces-" + version.toString().substring(0, JOURNAL_NAME_LETTERS));
    }

    /** Keeps what was offered; a share whose ticket nobody has seen leaves nothing. */
    @Override
    public synchronized void close() throws IOException {
        if (record.value(EXPIRES).isEmpty()) {
            record.delete();
        } else {
            record.close();
        }
    }
}
