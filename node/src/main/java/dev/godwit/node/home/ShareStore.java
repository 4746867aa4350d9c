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
import java.util.function.Predicate;

/** The shares of a home: those on offer, those to be offered again, and for a week those that have ended. */
public final class ShareStore {
    private static final Duration KEPT_AFTER_END = Duration.ofDays(7);

    private final Home home;

    public ShareStore(Home home) {
        this.home = home;
    }

    /**
     * The unfinished share of this source under this name that no other process offers at the moment. A record that is
     * damaged is passed over: it must not keep others from being offered.
     *
     * @param source what it offers, as it was given to {@link #create}
     */
    public Optional<ShareRecord> unfinished(String source, String name, Instant now) throws IOException {
        Predicate<Properties> matches = record -> source.equals(record.getProperty(ShareRecord.SOURCE))
                && name.equals(record.getProperty(ShareRecord.NAME))
                && stateOf(record, now) == State.OPEN;
        for (Path directory : PrivateFiles.directoriesIn(home.shares())) {
            Optional<ShareRecord> found = take(directory, matches);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<ShareRecord> take(Path directory, Predicate<Properties> matches) throws IOException {
        Optional<RecordDirectory> locked = Optional.empty();
        try {
            // Locked only if it is worth it; what it says counts from then on.
            locked = matches.test(RecordDirectory.read(directory))
                    ? RecordDirectory.lockExisting(directory)
                    : Optional.empty();
        } catch (IOException e) {
            // Damaged, not ours to read, or just deleted.
        }
        if (locked.isPresent() && !matches.test(locked.get().properties())) {
            locked.get().close();
            locked = Optional.empty();
        }
        return locked.map(ShareRecord::new);
    }

    /** Begins a new share; it lasts once it was offered. */
    public ShareRecord create(String source, String name) throws IOException {
        Capability capability = Capability.generate();
        Path directory = directory(capability.shareId());
        RecordDirectory record =
                RecordDirectory.lock(directory).orElseThrow(() -> new IOException(directory + " is in use"));
        record.set(ShareRecord.SOURCE, source).set(ShareRecord.NAME, name);
        record.set(ShareRecord.CAPABILITY, Base32.encode(capability.bytes()));
        record.set(ShareRecord.STATE, State.OPEN.name());
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

    /** Removes what ended long ago, or is damaged since then, unless somebody is at it. */
    public void sweep(Instant now) throws IOException {
        for (Path directory : PrivateFiles.directoriesIn(home.shares())) {
            try {
                Instant touched = Files.getLastModifiedTime(directory).toInstant();
                if (touched.plus(KEPT_AFTER_END).isBefore(now)) {
                    removeEnded(directory, now);
                }
            } catch (IOException e) {
                // It stays: no reason to fail a share that is complete.
            }
        }
    }

    private static void removeEnded(Path directory, Instant now) throws IOException {
        Optional<RecordDirectory> locked;
        try {
            if (stateOf(RecordDirectory.read(directory), now) == State.OPEN) {
                return;
            }
            locked = RecordDirectory.lockExisting(directory);
        } catch (IOException e) {
            PrivateFiles.delete(directory);
            return;
        }
        if (locked.isPresent()) {
            locked.get().delete();
        }
    }

    private Path directory(ShareId shareId) {
        return home.shares().resolve(shareId.toString());
    }

    private static State stateOf(Properties record, Instant now) {
        try {
            if (!ShareRecord.isWhole(record)) {
                return State.GONE;
            }
            State state = State.valueOf(record.getProperty(ShareRecord.STATE));
            Instant expires = Instant.parse(record.getProperty(ShareRecord.EXPIRES));
            return state == State.OPEN && !now.isBefore(expires) ? State.EXPIRED : state;
        } catch (IllegalArgumentException | DateTimeParseException e) {
            return State.GONE;
        }
    }
}
