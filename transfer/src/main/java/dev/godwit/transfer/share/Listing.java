package dev.godwit.transfer.share;

import dev.godwit.content.manifest.Entry;
import dev.godwit.content.manifest.EntryTable;
import dev.godwit.transfer.event.Parts;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The entries of a share as far as they are known: it grows while the files are still being scanned, and those that are
 * in it never change. One thread adds; any may read and wait.
 */
public final class Listing {
    private final EntryTable entries = new EntryTable();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean complete;
    private volatile long bytes;
    private volatile int size;
    private int files;
    private int folders;

    /** The next entry. */
    public void add(Entry entry) {
        lock.lock();
        try {
            entries.add(entry);
            switch (entry) {
                case Entry.File file -> {
                    files++;
                    bytes = file.hasLength() && bytes >= 0 ? bytes + file.length() : Entry.UNKNOWN_LENGTH;
                }
                case Entry.Directory _ -> folders++;
                case Entry.Link _ -> {}
            }
            size = entry.index() + 1;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Nothing more will be added. */
    public void complete() {
        lock.lock();
        try {
            complete = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** How many entries there are now. */
    public int size() {
        return size;
    }

    /** Length of all files so far together, in bytes; {@link Entry#UNKNOWN_LENGTH} with a pipe among them. */
    public long bytes() {
        return bytes;
    }

    /** What the entries are that there are now. */
    public Parts parts() {
        lock.lock();
        try {
            return Parts.offered(files, folders, size - files - folders);
        } finally {
            lock.unlock();
        }
    }

    /** Whether no entry will be added any more. */
    public boolean isComplete() {
        lock.lock();
        try {
            return complete;
        } finally {
            lock.unlock();
        }
    }

    /** The entry with this index, which must be below {@link #size}. */
    public Entry entry(int index) {
        return entries.entry(index);
    }

    /** The components of an entry's path. */
    public List<String> path(int index) {
        return entries.path(index);
    }

    /** The whole path of an entry as text, for people. */
    public String pathText(int index) {
        return String.join("/", path(index));
    }

    /** Whether the share is this one file and nothing else. */
    public boolean isSingleFile() {
        return isComplete() && size == 1 && entry(0) instanceof Entry.File;
    }

    /** Waits until there are more than {@code seen} entries, or no more will come, or the time is over. */
    public void awaitMore(int seen, Duration atMost) throws InterruptedException {
        lock.lock();
        try {
            long nanos = atMost.toNanos();
            while (size <= seen && !complete && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits until no more entries will come, or the time is over; returns whether none will. */
    public boolean awaitComplete(Duration atMost) throws InterruptedException {
        lock.lock();
        try {
            long nanos = atMost.toNanos();
            while (!complete && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
            return complete;
        } finally {
            lock.unlock();
        }
    }
}
