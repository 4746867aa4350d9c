package dev.godwit.node.home;

import dev.godwit.transfer.receive.destination.TransferRecord;
import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import dev.godwit.wire.identity.Base32;
import dev.godwit.wire.ticket.ShareId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The downloads under way of a home, found again by share and folder. */
public final class TransferStore {
    private static final int ID_BYTES = 10;
    private static final String PARTIAL = ".partial";

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
        String id = id(shareId, folder);
        Path directory = home.transfers().resolve(id);
        RecordDirectory record = RecordDirectory.lock(directory)
                .orElseThrow(() -> Fault.of(
                                FaultCode.USAGE, "This ticket is being received into this folder by another godwit")
                        .exception());
        record.set("share", shareId.toString()).set("folder", folder.toString());
        return new Active(id, record);
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
        private final String id;
        private final RecordDirectory record;

        private volatile boolean forgotten;

        private Active(String id, RecordDirectory record) {
            this.id = id;
            this.record = record;
        }

        /** What this home calls it. */
        public String id() {
            return id;
        }

        /** Remembers the name of what comes, for people who look for downloads to go on with. */
        public void begun(String name) throws IOException {
            record.set("name", name);
            record.storeSoon();
        }

        @Override
        public Path entryJournal() {
            return record.file("entries");
        }

        @Override
        public FileRecord file(long identity) {
            return new PartialRecord(record.file(""), String.format("%016x", identity));
        }

        @Override
        public List<Partial> partials() throws IOException {
            List<Partial> partials = new ArrayList<>();
            try (DirectoryStream<Path> files = Files.newDirectoryStream(record.file(""), "*" + PARTIAL)) {
                for (Path file : files) {
                    String name = file.getFileName().toString();
                    new PartialRecord(record.file(""), name.substring(0, name.length() - PARTIAL.length()))
                            .partial()
                            .ifPresent(partials::add);
                }
            }
            return partials;
        }

        @Override
        public void forget() throws IOException {
            forgotten = true;
            record.delete();
        }

        /** Keeps what a later run can use; a download that never began leaves nothing. */
        @Override
        public void close() throws IOException {
            if (!forgotten && !hasJournal()) {
                record.delete();
            } else {
                record.close();
            }
        }

        private boolean hasJournal() throws IOException {
            try (Stream<Path> files = Files.list(record.file(""))) {
                return files.anyMatch(
                        file -> file.equals(entryJournal()) || file.toString().endsWith(PARTIAL));
            }
        }
    }
}
