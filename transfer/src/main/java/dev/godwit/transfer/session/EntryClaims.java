package dev.godwit.transfer.session;

import dev.godwit.content.journal.EntryJournal;
import dev.godwit.content.manifest.EntryRoots;
import dev.godwit.content.merkle.Hash;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** What the journal of an earlier run says about entries: true only of entries that are still the same. Thread-safe. */
public final class EntryClaims implements EntryJournal.Listener {
    private final EntryRoots roots = new EntryRoots();
    private final BitSet claimed = new BitSet();
    private final Set<Long> directories = new HashSet<>();
    private long[] identities = new long[0];

    /** Reads the journal; of an entry that is in it twice the last word counts. */
    public static EntryClaims of(EntryJournal journal) throws IOException {
        EntryClaims claims = new EntryClaims();
        journal.forEach(claims);
        return claims;
    }

    @Override
    public synchronized void file(int entry, long identity, Hash root) {
        if (entry >= identities.length) {
            identities = Arrays.copyOf(identities, Math.max(1_024, Math.max(entry + 1, 2 * identities.length)));
        }
        identities[entry] = identity;
        roots.put(entry, root);
        claimed.set(entry);
    }

    @Override
    public synchronized void directory(long identity) {
        directories.add(identity);
    }

    /** Whether a directory was made by this download, in whichever run. */
    public synchronized boolean holdsDirectory(long identity) {
        return directories.contains(identity);
    }

    /** Whether an earlier run found a root for this very entry that nobody has asked for yet. */
    public synchronized boolean holds(int entry, long identity) {
        return claimed.get(entry) && identities[entry] == identity;
    }

    /** The root that an earlier run found for this very entry, told once. */
    public synchronized Optional<Hash> take(int entry, long identity) {
        if (!claimed.get(entry)) {
            return Optional.empty();
        }
        claimed.clear(entry);
        return identities[entry] == identity ? Optional.ofNullable(roots.get(entry)) : Optional.empty();
    }
}
