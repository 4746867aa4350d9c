package dev.godwit.transfer.receive;

import dev.godwit.content.manifest.Entry;
import dev.godwit.content.merkle.ContentId;
import dev.godwit.content.merkle.StreamingTree;
import dev.godwit.content.receive.ConflictRule;
import dev.godwit.content.receive.ExistingFile;
import dev.godwit.content.receive.Occupant;
import dev.godwit.content.receive.ReceiveRoot;
import dev.godwit.content.receive.Target;
import dev.godwit.transfer.session.FileFaults;
import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Function;

/** Decides, before the first byte is asked for, whether and where an entry can be put. Blocks on disk and sender. */
final class Placement {
    private static final int READ_BYTES = 256 * 1024;

    private final ReceiveRoot root;
    private final Function<String, ConflictRule> onConflict;

    Placement(ReceiveRoot root, Function<String, ConflictRule> onConflict) {
        this.root = root;
        this.onConflict = onConflict;
    }

    /** What is to be done with an entry. */
    sealed interface Decision {
        /** Fetch it, to this target. */
        record Fetch(Target target) implements Decision {}

        /** The same content is there. */
        record AlreadyThere(ContentId contentId, String path) implements Decision {}

        /** Something else is there and stays. */
        record Skip(String path) implements Decision {}
    }

    /** Looks what has the entry's name; the same content counts as done whatever the rule. */
    Decision decide(Entry entry, Link link) throws IOException {
        Target target = root.target(entry.name(), ConflictRule.FAIL);
        try {
            if (target.occupant() == Occupant.NOTHING) {
                return new Decision.Fetch(target);
            }
            String path = root.directory().resolve(entry.name()).toString();
            Optional<ContentId> same = sameContent(target, entry, link);
            if (same.isPresent()) {
                return new Decision.AlreadyThere(same.get(), path);
            }
            ConflictRule rule = onConflict.apply(entry.name());
            if (rule == ConflictRule.SKIP) {
                return new Decision.Skip(path);
            }
            Target ruled = root.target(entry.name(), rule);
            ruled.checkRule();
            return new Decision.Fetch(ruled);
        } catch (IOException e) {
            throw FileFaults.ofTarget(e, entry.name());
        }
    }

    private static Optional<ContentId> sameContent(Target target, Entry entry, Link link) throws IOException {
        Optional<ExistingFile> existing = target.openExisting();
        if (existing.isEmpty()) {
            return Optional.empty();
        }
        try (ExistingFile file = existing.get()) {
            if (!entry.hasLength() || file.length() != entry.length()) {
                return Optional.empty();
            }
            ContentId here = hash(file);
            return link.root().equals(here) ? Optional.of(here) : Optional.empty();
        }
    }

    private static ContentId hash(ExistingFile file) throws IOException {
        StreamingTree tree = new StreamingTree();
        ByteBuffer buffer = ByteBuffer.allocateDirect(READ_BYTES);
        long offset = 0;
        while (true) {
            int count = file.read(offset, buffer.clear());
            if (count == 0) {
                return tree.finish();
            }
            tree.update(buffer.flip());
            offset += count;
        }
    }

    /** Ends with a fault when what is missing can not fit. */
    void checkSpace(Entry entry, long bytesHere) throws FaultException {
        long needed = Math.max(0, entry.dataBytes() - bytesHere);
        try {
            long usable = root.usableBytes();
            if (needed > usable) {
                String detail = "%s needs %,d more bytes in %s, %,d are free"
                        .formatted(entry.name(), needed, root.directory(), usable);
                throw Fault.of(FaultCode.DISK_FULL, detail).exception();
            }
        } catch (IOException e) {
            throw FileFaults.ofTarget(e, root.directory().toString());
        }
    }
}
