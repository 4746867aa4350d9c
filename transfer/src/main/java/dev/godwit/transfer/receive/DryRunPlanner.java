package dev.godwit.transfer.receive;

import dev.godwit.content.manifest.Entry;
import dev.godwit.content.receive.Occupant;
import dev.godwit.content.receive.ReceiveRoot;
import dev.godwit.transfer.event.TransferEvent;
import dev.godwit.transfer.event.TransferEvent.Plan;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;

/** Tells what would become of each entry, and changes nothing. One thread. */
final class DryRunPlanner implements EntryPlanner {
    private final SessionContext context;
    private final ReceiveRoot root;

    DryRunPlanner(SessionContext context, ReceiveRoot root) {
        this.context = context;
        this.root = root;
    }

    @Override
    public void plan(Entry entry, List<String> path, Need need) throws IOException {
        if (need == Need.WANTED && !(entry instanceof Entry.Directory)) {
            long bytes = entry instanceof Entry.File file ? file.length() : 0;
            context.state()
                    .request()
                    .surroundings()
                    .events()
                    .accept(new TransferEvent.Planned(String.join("/", path), bytes, fate(entry, path)));
        }
        context.state().ledger().leftOut(entry.index());
    }

    private Plan fate(Entry entry, List<String> path) throws IOException {
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

    @Override
    public void runChecks() {
        // Comparing would need the sender to read everything.
    }

    @Override
    public void stop() {
        // Nothing waits.
    }
}
