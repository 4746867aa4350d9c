package dev.godwit.node.home;

import dev.godwit.transfer.receive.TransferRecord;
import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import dev.godwit.wire.identity.Base32;
import dev.godwit.wire.ticket.ShareId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;

/** The downloads under way of a home, found again by share and folder. */
public final class TransferStore {
    private static final int ID_BYTES = 10;

    private final Home home;

    public TransferStore(Home home) {
        this.home = home;
    }

    /**
     * The record of the download of this share into this folder.
     *
     * @throws FaultException {@link FaultCode#USAGE} while another process works on it
     */
    public Active open(ShareId shareId, Path folder) throws IOException {
        Path directory = home.transfers().resolve(id(shareId, folder));
        RecordDirectory record = RecordDirectory.lock(directory)
                .orElseThrow(() -> Fault.of(
                                FaultCode.USAGE, "This ticket is being received into this folder by another godwit")
                        .exception());
        record.set("share", shareId.toString()).set("folder", folder.toString());
        return new Active(record);
    }

    private static String id(ShareId shareId, Path folder) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(shareId.bytes());
            digest.update(folder.toString().getBytes(StandardCharsets.UTF_8));
            return Base32.encode(Arrays.copyOf(digest.digest(), ID_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    /** One download under way. */
    public static final class Active implements TransferRecord, AutoCloseable {
        private static final String NAME = "partial.name";
        private static final String KEY = "partial.key";

        private final RecordDirectory record;

        private Active(RecordDirectory record) {
            this.record = record;
        }

        @Override
        public Optional<Partial> partial() {
            return record.value(NAME).flatMap(name -> record.value(KEY).map(key -> new Partial(name, key)));
        }

        @Override
        public void partial(Partial partial) throws IOException {
            record.set(NAME, partial.name()).set(KEY, partial.fileKey());
            record.store();
        }

        @Override
        public Path journal() {
            return record.file("journal");
        }

        @Override
        public void forget() throws IOException {
            record.delete();
        }

        /** Keeps what a later run can use; a download that never began leaves nothing. */
        @Override
        public void close() throws IOException {
            if (partial().isEmpty()) {
                record.delete();
            } else {
                record.close();
            }
        }
    }
}
