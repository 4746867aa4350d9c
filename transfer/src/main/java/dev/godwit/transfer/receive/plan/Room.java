package dev.godwit.transfer.receive.plan;

import dev.godwit.content.manifest.Entry;
import dev.godwit.content.receive.ReceiveRoot;
import dev.godwit.transfer.receive.work.Holdings;
import dev.godwit.transfer.session.FileFaults;
import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Whether what is to be fetched fits on the disk, which is refused as soon as that is sure. Thread-safe. */
final class Room {
    private static final int LOOKED_AT_MAX = 10_000;

    private final ReceiveRoot root;
    private final Holdings holdings;
    private final long keptAtFirst;
    private long usableAtFirst = -1;
    private long wantedBytes;

    Room(ReceiveRoot root, Holdings holdings) {
        this.root = root;
        this.holdings = holdings;
        this.keptAtFirst = holdings.keptBytes();
    }

    /** Whether so much might not fit: holes, and what is here already, need no room. */
    synchronized boolean mayLack(long offeredBytes) throws FaultException {
        return offeredBytes > usableAtFirst();
    }

    /** Refuses entries of which nothing is planned yet, all of them wanted, if they can not fit. */
    synchronized void check(List<Entry> entries) throws FaultException {
        long bytes = 0;
        List<String> tops = new ArrayList<>();
        for (Entry entry : entries) {
            bytes += entry instanceof Entry.File file ? Math.max(0, file.dataBytes()) : 0;
            if (entry.depth() == 0) {
                tops.add(entry.name());
            }
        }
        OptionalLong here = root.bytesUnder(tops, LOOKED_AT_MAX);
        if (here.isPresent()) {
            refuse(bytes - here.getAsLong());
        }
    }

    /** So many bytes more are to be fetched. */
    synchronized void want(long bytes) throws FaultException {
        wantedBytes += bytes;
        check(0);
    }

    /** Refuses what is wanted, and so many bytes more, if it can not fit. */
    synchronized void check(long more) throws FaultException {
        refuse(wantedBytes + more);
    }

    /** What is on its way is neither free any more nor kept yet: so it must not have fitted at the beginning, either. */
    private void refuse(long bytes) throws FaultException {
        if (bytes - keptAtFirst <= usableAtFirst()) {
            return;
        }
        long needed = bytes - holdings.keptBytes();
        long usable = usable();
        if (needed > usable) {
            String detail = "%s needs %,d more bytes, %,d are free".formatted(root.directory(), needed, usable);
            throw Fault.of(FaultCode.DISK_FULL, detail).exception();
        }
    }

    private long usableAtFirst() throws FaultException {
        if (usableAtFirst < 0) {
            usableAtFirst = usable();
        }
        return usableAtFirst;
    }

    private long usable() throws FaultException {
        try {
            return root.usableBytes();
        } catch (IOException e) {
            throw FileFaults.ofTarget(e, root.directory().toString());
        }
    }
}
