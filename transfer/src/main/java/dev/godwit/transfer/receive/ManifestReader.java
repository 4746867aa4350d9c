package dev.godwit.transfer.receive;

import dev.godwit.content.journal.EntryJournal;
import dev.godwit.content.manifest.Entry;
import dev.godwit.content.manifest.ManifestDigest;
import dev.godwit.content.manifest.ManifestOrder;
import dev.godwit.content.manifest.ManifestOrderException;
import dev.godwit.content.merkle.ContentId;
import dev.godwit.transfer.event.Preview;
import dev.godwit.transfer.event.TransferEvent;
import dev.godwit.transfer.receive.plan.EarlierRun;
import dev.godwit.transfer.receive.plan.EntryPlanner;
import dev.godwit.transfer.receive.plan.EntryPlanner.Need;
import dev.godwit.transfer.receive.work.EntryLedger;
import dev.godwit.transfer.receive.work.WorkBoard;
import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a session's manifest as it comes, checks its order, asks the person once, and has each entry planned. One thread.
 */
final class ManifestReader {
    /** How long batches may wait for more entries: less than a person notices. */
    private static final Duration PAUSE = Duration.ofMillis(20);

    private static final Duration FOREVER = Duration.ofDays(1);

    /** So many entries are read before the first is planned, when all of them might not fit on the disk. */
    private static final int LOOK_AHEAD = 16_384;

    private static final int EXECUTE = 0111;

    private final DownloadState state;
    private final Link link;
    private final WorkBoard board;
    private final EntryPlanner planner;
    private final Runnable agreed;
    private final EntryFeed feed;
    private final ManifestOrder order = new ManifestOrder();
    private final ManifestDigest digest = new ManifestDigest();
    private int entries;
    private int tops;
    private String firstTop = "";
    private Entry.@Nullable File single;
    private boolean hasPipe;

    /** @param agreed is run once there is something to fetch */
    ManifestReader(DownloadState state, Link link, WorkBoard board, EntryPlanner planner, Runnable agreed) {
        this.state = state;
        this.link = link;
        this.board = board;
        this.planner = planner;
        this.agreed = agreed;
        this.feed = link.feed();
    }

    /** Reads to the end of the manifest. */
    void read() throws IOException {
        feed.await(FOREVER);
        agree();
        agreed.run();
        while (!feed.isDrained()) {
            Optional<Entry> next = feed.poll();
            if (next.isPresent()) {
                take(next.get());
            } else if (!feed.await(PAUSE)) {
                planner.flush();
                board.open();
                feed.await(FOREVER);
            }
        }
        state.ledger().end(entries);
        planner.end();
        board.open();
    }

    /** Nothing is made on this side, nor asked for, before the person has agreed. */
    private void agree() throws IOException {
        if (state.isAgreed() || feed.isDrained()) {
            return;
        }
        feed.awaitScanned(state.request().surroundings().scanWait());
        EntryFeed.Extent extent = feed.extent();
        TransferEvent.Manifest manifest = new TransferEvent.Manifest(
                feed.firstName(), extent.entries(), extent.bytes(), bytesOfEarlierRun(), extent.complete(), preview());
        state.request().surroundings().events().accept(manifest);
        long nanos = System.nanoTime();
        boolean agreed = state.request().surroundings().consent().test(manifest);
        state.deliberated(System.nanoTime() - nanos);
        if (!agreed) {
            throw Fault.of(FaultCode.DECLINED).exception();
        }
        state.agree();
        checkRoom(extent.bytes());
    }

    /** The length of files says only that they might not fit; their entries say how much of it is holes. */
    private void checkRoom(long offeredBytes) throws IOException {
        boolean isAllWanted = state.request().wants().selection().isEmpty();
        if (isAllWanted && planner.mayLackRoom(offeredBytes)) {
            link.listMore(LOOK_AHEAD);
            feed.awaitAhead(LOOK_AHEAD);
            planner.checkRoom(feed.waiting());
        }
    }

    /** Of the entries that are here: those at the top come first, unless names before a dot hold them up. */
    private Preview preview() throws FaultException {
        Preview preview = Preview.NONE;
        ManifestOrder ahead = new ManifestOrder();
        for (Entry entry : feed.waiting()) {
            List<String> path = path(ahead, entry);
            if (state.request().wants().includes(path, entry)) {
                String text = String.join("/", path);
                preview = entry.name().startsWith(".") ? preview.andHidden(text) : preview;
                boolean isExecutable = entry instanceof Entry.File file && (file.mode() & EXECUTE) != 0;
                preview = isExecutable ? preview.andExecutable(text) : preview;
            }
        }
        return preview;
    }

    private long bytesOfEarlierRun() {
        return state.request().target() instanceof DownloadRequest.Target.Folder folder
                ? EarlierRun.bytesOf(
                        feed.waiting(),
                        state.ledger(),
                        folder.record(),
                        state.request().aim().capability().shareId())
                : 0;
    }

    private void take(Entry entry) throws IOException {
        List<String> path = path(order, entry);
        entries++;
        if (entry.depth() == 0) {
            firstTop = tops == 0 ? entry.name() : firstTop;
            tops++;
        }
        single = null;
        if (entry instanceof Entry.File file) {
            single = entries == 1 ? file : null;
            hasPipe |= !file.hasLength();
        }
        if (hasPipe && entries > 1) {
            throw Fault.of(FaultCode.PROTOCOL_VIOLATION, "a pipe is not alone").exception();
        }
        if (!hasPipe) {
            digest.add(entry);
        }
        boolean isSettled = state.ledger().begin(entry, identity(path, entry));
        boolean isWanted = state.request().wants().includes(path, entry);
        planner.plan(entry, path, isSettled ? Need.SETTLED : isWanted ? Need.WANTED : Need.UNWANTED);
        link.listMore();
    }

    /** Only files are journalled; of others it is enough to notice another one in this run. */
    private static long identity(List<String> path, Entry entry) {
        return entry instanceof Entry.File file
                ? EntryJournal.identity(path, file)
                : (long) path.hashCode() << Integer.SIZE | Integer.toUnsignedLong(entry.hashCode());
    }

    private static List<String> path(ManifestOrder order, Entry entry) throws FaultException {
        try {
            return order.accept(entry);
        } catch (ManifestOrderException e) {
            throw Fault.of(FaultCode.PROTOCOL_VIOLATION, String.valueOf(e.getMessage()))
                    .exception(e);
        }
    }

    /** How many entries there are. */
    int entries() {
        return entries;
    }

    /** The name of what everything is in; empty when several things were sent. */
    String onlyTop() {
        return tops == 1 ? firstTop : "";
    }

    /** Whether the share is one file and nothing else. */
    boolean isSingleFile() {
        return single != null;
    }

    /** The identity of what is in place now: of the single file, or of the manifest. PROTOCOL.md §8.2. */
    ContentId contentId() {
        EntryLedger ledger = state.ledger();
        if (single != null) {
            return ledger.root(0).isPresent() ? state.holdings().lastContentId() : ContentId.EMPTY;
        }
        return digest.finish(entry -> ledger.root(entry).orElse(null));
    }
}
