package dev.godwit.transfer.receive.work;

import dev.godwit.content.manifest.Entry;
import dev.godwit.content.receive.ConflictRule;
import dev.godwit.wire.message.Limits;
import java.util.List;

/**
 * A file of the manifest that is to be in place at the end.
 *
 * @param entry what the manifest says
 * @param path its components
 * @param parent where it goes
 * @param rule what happens to what may be there
 */
public record PlannedFile(Entry.File entry, List<String> path, DirectoryNode parent, ConflictRule rule) {

    /** The same with another rule. */
    public PlannedFile with(ConflictRule other) {
        return new PlannedFile(entry, path, parent, other);
    }

    /** Its path, for people. */
    public String text() {
        return String.join("/", path);
    }

    /** Whether it travels whole. */
    public boolean isSmall() {
        return entry.hasLength() && entry.length() <= Limits.SMALL_FILE_BYTES_MAX;
    }
}
