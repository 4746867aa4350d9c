package dev.godwit.transfer.receive.work;

import dev.godwit.content.journal.EntryJournal;
import dev.godwit.content.manifest.Entry;
import dev.godwit.content.manifest.EntryRoots;
import dev.godwit.content.merkle.Hash;
import dev.godwit.transfer.event.Parts;
import dev.godwit.transfer.event.Problems;
import dev.godwit.transfer.progress.Tally;
import dev.godwit.transfer.session.EntryClaims;
import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * What has become of each entry of a download, over all its connections, and the roots of its files. What is received is
 * journalled, for a later run to find; that run reads it back before it believes it. Thread-safe.
 */
public final class EntryLedger implements AutoCloseable {
    private static final long DIRECTORY = -2;
    private static final long LINK = -3;

    private final Optional<EntryJournal> journal;
    private final EntryClaims claims;
    private final Tally tally;
    private final EntryRoots roots = new EntryRoots();
    private final Problems problems = new Problems();
    private final ConcurrentSkipListMap<Integer, String> failedPaths = new ConcurrentSkipListMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private byte[] fates = new byte[64];
    private long[] identities = new long[64];
    /** Lengths of files, and below zero what is none. */
    private long[] sizes = new long[64];

    private long leftOutBytes;
    private int known;
    private int settled;
    private int awaited = Integer.MAX_VALUE;
    private volatile boolean heldUpHere;
    private volatile boolean heldUpThere;

    /** @param journal what earlier runs received; empty where there is no later run */
    public EntryLedger(Optional<EntryJournal> journal, Tally tally) throws IOException {
        this.journal = journal;
        this.claims = journal.isPresent() ? EntryClaims.of(journal.get()) : new EntryClaims();
        this.tally = tally;
    }

    /**
     * The manifest names an entry, perhaps not for the first time. When another one had its index, that one and all behind
     * it are forgotten: the sender was started again and offers something else.
     *
     * @return whether nothing more needs to be done for it
     */
    public boolean begin(Entry entry, long identity) {
        lock.lock();
        try {
            int index = entry.index();
            if (index >= fates.length) {
                int length = Math.max(index + 1, 2 * fates.length);
                fates = Arrays.copyOf(fates, length);
                identities = Arrays.copyOf(identities, length);
                sizes = Arrays.copyOf(sizes, length);
            }
            if (fates[index] != 0 && identities[index] != identity) {
                forgetFrom(index);
            }
            identities[index] = identity;
            sizes[index] = size(entry);
            known = Math.max(known, index + 1);
            return fates[index] != 0;
        } finally {
            lock.unlock();
        }
    }

    private static long size(Entry entry) {
        return switch (entry) {
            case Entry.File file -> file.length();
            case Entry.Directory _ -> DIRECTORY;
            case Entry.Link _ -> LINK;
        };
    }

    /** The manifest has no more entries than these: what an earlier session knew of others is forgotten. */
    public void end(int entries) {
        lock.lock();
        try {
            forgetFrom(entries);
        } finally {
            lock.unlock();
        }
    }

    private void forgetFrom(int entry) {
        known = entry;
        SortedMap<Integer, String> withdrawn = failedPaths.tailMap(entry);
        withdrawn.values().forEach(problems::withdraw);
        withdrawn.clear();
        for (int i = entry; i < fates.length; i++) {
            if (fates[i] != 0) {
                leftOutBytes -= fates[i] == Fate.LEFT_OUT.number ? Math.max(0, sizes[i]) : 0;
                fates[i] = 0;
                settled--;
                tally.settled(-1);
            }
        }
    }

    /** The root under which an earlier run received this very entry. */
    public Optional<Hash> claim(int entry) {
        return claims.take(entry, identity(entry));
    }

    /** Whether an earlier run received this very entry. */
    public boolean isClaimed(int entry, long identity) {
        return claims.holds(entry, identity);
    }

    /** A directory is about to be made, and will be this download's own, to the last of its runs. */
    void makes(int entry, List<String> path) throws FaultException {
        long directory = EntryJournal.identity(path);
        claims.directory(directory);
        if (journal.isPresent()) {
            try {
                journal.get().appendDirectory(entry, directory);
            } catch (IOException e) {
                throw unusable(e);
            }
        }
    }

    /** Whether this download has made a directory, and nobody before it. */
    boolean isOwn(List<String> path) {
        return claims.holdsDirectory(EntryJournal.identity(path));
    }

    /** A file is verified and in place. */
    void received(int entry, Hash root) throws FaultException {
        roots.put(entry, root);
        append(entry, root);
        settle(entry, Fate.RECEIVED);
    }

    /** A file was there already, with the same content. */
    void here(int entry, Hash root) throws FaultException {
        roots.put(entry, root);
        append(entry, root);
        settle(entry, Fate.HERE);
    }

    private void append(int entry, Hash root) throws FaultException {
        if (journal.isPresent()) {
            try {
                journal.get().append(entry, identity(entry), root);
            } catch (IOException e) {
                throw unusable(e);
            }
        }
    }

    private static FaultException unusable(IOException e) {
        return Fault.of(FaultCode.HOME_UNUSABLE, "the journal can not be written (" + e.getMessage() + ")")
                .exception(e);
    }

    /** A directory or link is made. */
    public void made(int entry) {
        settle(entry, Fate.RECEIVED);
    }

    /** An entry is not wanted. */
    public void leftOut(int entry) {
        settle(entry, Fate.LEFT_OUT);
    }

    /** An entry can not be had. */
    public void failed(int entry, String path, Fault fault) {
        problems.add(path, fault);
        failedPaths.put(entry, path);
        switch (fault.code()) {
            case CONFLICT, TARGET_UNWRITABLE -> heldUpHere = true;
            case SOURCE_CHANGED, SOURCE_UNREADABLE -> heldUpThere = true;
            default -> {
                // It will be the same in every run.
            }
        }
        settle(entry, Fate.FAILED);
    }

    private void settle(int entry, Fate fate) {
        lock.lock();
        try {
            // A directory is settled again in each session: its first fate stays.
            if (fates[entry] == 0) {
                fates[entry] = fate.number;
                leftOutBytes += fate == Fate.LEFT_OUT ? Math.max(0, sizes[entry]) : 0;
                settled++;
                tally.settled(1);
            }
            if (settled >= awaited) {
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits until so many entries are settled, or it is {@code givenUp}, which {@link #wake} makes it look at. */
    public void awaitSettled(int entries, BooleanSupplier givenUp) throws InterruptedException {
        lock.lock();
        try {
            awaited = entries;
            while (settled < entries && !givenUp.getAsBoolean()) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Ends the waiting: something else happened. */
    public void wake() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** How many entries had this fate. */
    public int count(Fate fate) {
        lock.lock();
        try {
            int count = 0;
            for (int entry = 0; entry < known; entry++) {
                count += fates[entry] == fate.number ? 1 : 0;
            }
            return count;
        } finally {
            lock.unlock();
        }
    }

    /** Length of all files that are not wanted. */
    public long leftOutBytes() {
        lock.lock();
        try {
            return leftOutBytes;
        } finally {
            lock.unlock();
        }
    }

    /** Length of the files that are in place. */
    public long bytesInPlace() {
        lock.lock();
        try {
            long bytes = 0;
            for (int entry = 0; entry < known; entry++) {
                bytes += isInPlace(entry) ? Math.max(0, sizes[entry]) : 0;
            }
            return bytes;
        } finally {
            lock.unlock();
        }
    }

    /** What is in place. */
    public Parts parts() {
        lock.lock();
        try {
            long[] kinds = new long[3];
            long[] here = new long[2];
            int leftOut = 0;
            int failed = 0;
            for (int entry = 0; entry < known; entry++) {
                leftOut += fates[entry] == Fate.LEFT_OUT.number ? 1 : 0;
                failed += fates[entry] == Fate.FAILED.number ? 1 : 0;
                if (isInPlace(entry)) {
                    kinds[sizes[entry] == DIRECTORY ? 1 : sizes[entry] == LINK ? 2 : 0]++;
                    here[0] += fates[entry] == Fate.HERE.number ? 1 : 0;
                    here[1] += fates[entry] == Fate.HERE.number ? Math.max(0, sizes[entry]) : 0;
                }
            }
            return new Parts(kinds[0], kinds[1], kinds[2], here[0], here[1], leftOut, leftOut + failed == 0);
        } finally {
            lock.unlock();
        }
    }

    /** Whether an entry was received, or was here before. */
    public boolean isInPlace(int entry) {
        lock.lock();
        try {
            return fates[entry] == Fate.RECEIVED.number || fates[entry] == Fate.HERE.number;
        } finally {
            lock.unlock();
        }
    }

    /** What became of an entry. */
    Fate fate(int entry) {
        lock.lock();
        try {
            return Fate.of(fates[entry]);
        } finally {
            lock.unlock();
        }
    }

    /** The root of a file that is in place; empty for any other entry. */
    public Optional<Hash> root(int entry) {
        Fate fate = fate(entry);
        return fate == Fate.RECEIVED || fate == Fate.HERE ? Optional.ofNullable(roots.get(entry)) : Optional.empty();
    }

    /** What can not be had, with the reasons. */
    public Problems problems() {
        return problems;
    }

    /** Whether something stood in the way on this side. */
    public boolean isHeldUpHere() {
        return heldUpHere;
    }

    /** Whether another run may still get what this one could not. */
    public boolean isWorthAnotherRun() {
        return heldUpHere || heldUpThere;
    }

    /** What tells this version of the entry from all others. */
    public long identity(int entry) {
        lock.lock();
        try {
            return identities[entry];
        } finally {
            lock.unlock();
        }
    }

    /** Whether no run has received anything. */
    public boolean isJournalEmpty() {
        return journal.isPresent() && journal.get().count() == 0;
    }

    @Override
    public void close() {
        try {
            if (journal.isPresent()) {
                journal.get().close();
            }
        } catch (IOException e) {
            // What it holds is written; a later run reads everything back anyway.
        }
    }
}
