package dev.godwit.node.home;

import dev.godwit.node.home.ShareRecord.State;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.identity.Base32;
import dev.godwit.wire.ticket.Capability;
import dev.godwit.wire.ticket.ShareId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Properties;

/** The shares of a home: those on offer, those to be offered again, and for a week those that have ended. */
public final class ShareStore {
    private static final Duration KEPT_AFTER_END = Duration.ofDays(7);

    private final Home home;

    public ShareStore(Home home) {
        this.home = home;
    }

    /**
     * The unfinished share of this source under this name that no other process offers at the moment.
     *
     * @param source the absolute path
     */
    public Optional<ShareRecord> unfinished(Path source, String name, Instant now) throws IOException {
        for (Path directory : PrivateFiles.directoriesIn(home.shares())) {
            Properties record = RecordDirectory.read(directory);
            boolean matches = source.toString().equals(record.getProperty(ShareRecord.SOURCE))
                    && name.equals(record.getProperty(ShareRecord.NAME))
                    && stateOf(record, now) == State.OPEN;
            Optional<RecordDirectory> locked = matches ? RecordDirectory.lock(directory) : Optional.empty();
            if (locked.isPresent()) {
                return locked.map(ShareRecord::new);
            }
        }
        return Optional.empty();
    }

    /** Begins a new share. */
    public ShareRecord create(String source, String name) throws IOException {
        Capability capability = Capability.generate();
        Path directory = directory(capability.shareId());
        RecordDirectory record =
                RecordDirectory.lock(directory).orElseThrow(() -> new IOException(directory + " is in use"));
        record.set(ShareRecord.SOURCE, source).set(ShareRecord.NAME, name);
        record.set(ShareRecord.CAPABILITY, Base32.encode(capability.bytes()));
        record.set(ShareRecord.STATE, State.OPEN.name());
        record.store();
        return new ShareRecord(record);
    }

    /** Why a share that this process does not offer can not be had; nothing is told to who has not its capability. */
    public FaultCode reasonFor(ShareId shareId, Capability capability, Instant now) {
        try {
            Properties record = RecordDirectory.read(directory(shareId));
            boolean known = Base32.encode(capability.bytes()).equals(record.getProperty(ShareRecord.CAPABILITY));
            return known
                    ? switch (stateOf(record, now)) {
                        case EXPIRED -> FaultCode.SHARE_EXPIRED;
                        case COMPLETE -> FaultCode.SHARE_EXHAUSTED;
                        case OPEN, GONE -> FaultCode.SHARE_NOT_FOUND;
                    }
                    : FaultCode.SHARE_NOT_FOUND;
        } catch (IOException e) {
            return FaultCode.SHARE_NOT_FOUND;
        }
    }

    /** Removes what ended long ago. */
    public void sweep(Instant now) throws IOException {
        for (Path directory : PrivateFiles.directoriesIn(home.shares())) {
            Instant touched = Files.getLastModifiedTime(directory).toInstant();
            boolean old = touched.plus(KEPT_AFTER_END).isBefore(now);
            if (old && stateOf(RecordDirectory.read(directory), now) != State.OPEN) {
                PrivateFiles.delete(directory);
            }
        }
    }

    private Path directory(ShareId shareId) {
        return home.shares().resolve(shareId.toString());
    }

    private static State stateOf(Properties record, Instant now) {
        try {
            State state = State.valueOf(record.getProperty(ShareRecord.STATE, State.GONE.name()));
            Instant expires = Instant.parse(record.getProperty(ShareRecord.EXPIRES, Instant.MAX.toString()));
            return state == State.OPEN && !now.isBefore(expires) ? State.EXPIRED : state;
        } catch (IllegalArgumentException | DateTimeParseException e) {
            return State.GONE;
        }
    }
}
