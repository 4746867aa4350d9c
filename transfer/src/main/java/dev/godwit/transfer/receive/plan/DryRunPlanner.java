package dev.godwit.transfer.receive.plan;

import dev.godwit.content.manifest.Entry;
import dev.godwit.content.manifest.UnsafeNameException;
import dev.godwit.content.receive.Occupant;
import dev.godwit.content.receive.ReceiveRoot;
import dev.godwit.transfer.event.TransferEvent;
import dev.godwit.transfer.event.TransferEvent.Plan;
import dev.godwit.transfer.receive.work.EntryLedger;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.function.Consumer;

/** Tells what would become of each entry, and changes nothing. One thread. */
public final class DryRunPlanner implements EntryPlanner {
    private final EntryLedger ledger;
    private final ReceiveRoot root;
    private final Consumer<TransferEvent> events;

    /** @param events is told what would become of each entry */
    public DryRunPlanner(EntryLedger ledger, ReceiveRoot root, Consumer<TransferEvent> events) {
        this.ledger = ledger;
        this.root = root;
        this.events = events;
    }

    @Override
    public void plan(Entry entry, List<String> path, Need need) {
        if (need == Need.WANTED && !(entry instanceof Entry.Directory)) {
            long bytes = entry instanceof Entry.File file ? file.length() : 0;
            events.accept(new TransferEvent.Planned(String.join("/", path), bytes, fate(entry, path)));
        }
        ledger.leftOut(entry.index());
    }

    private Plan fate(Entry entry, List<String> path) {
        try {
            Occupant occupant = root.folder(path.subList(0, path.size() - 1)).occupant(entry.name());
            return switch (occupant) {
                case NOTHING -> Plan.RECEIVE;
                case FILE -> entry instanceof Entry.File ? Plan.COMPARE : Plan.CONFLICT;
                case LINK -> entry instanceof Entry.Link ? Plan.COMPARE : Plan.CONFLICT;
                default -> Plan.CONFLICT;
            };
        } catch (NoSuchFileException e) {
            return Plan.RECEIVE;
        } catch (IOException | UnsafeNameException e) {
            // A file or link where a folder would be, or a name that must not be used: no reason to connect again.
            return Plan.CONFLICT;
        }
    }

    @Override
    public void flush() {
        // Nothing is held back.
    }

    @Override
    public void end() {
        // Nothing is open.
    }
}
