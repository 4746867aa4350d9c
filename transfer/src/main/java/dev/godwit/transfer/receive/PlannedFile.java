package dev.godwit.transfer.receive;

import dev.godwit.content.manifest.Entry;
import dev.godwit.content.receive.ConflictRule;
import java.util.List;

/**
 * A file of the manifest that is to be in place at the end.
 *
 * @param entry what the manifest says
 * @param path its components
 * @param parent where it goes
 * @param rule what happens to what may be there
 */
record PlannedFile(Entry.File entry, List<String> path, DirectoryNode parent, ConflictRule rule) {

    PlannedFile with(ConflictRule other) {
        return new PlannedFile(entry, path, parent, other);
    }

    String text() {
        return String.join("/", path);
    }
}
