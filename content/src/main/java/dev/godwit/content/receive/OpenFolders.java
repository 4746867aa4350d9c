package dev.godwit.content.receive;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The folders beneath a receive root that are held open: the top always, of the others those that were used last. Each is
 * opened inside the one above it, never through a link. Thread-safe; nothing is opened or closed under its lock.
 */
final class OpenFolders implements AutoCloseable {
    /** Few enough for any limit of open files, enough for a walk through a tree. */
    static final int MAX_OPEN = 128;

    private final int maxOpen;
    private final OpenFolder top;
    private final Map<List<String>, OpenFolder> open = new LinkedHashMap<>(16, 0.75f, true);

    OpenFolders(Folder top, int maxOpen) {
        this.top = new OpenFolder(top);
        this.maxOpen = maxOpen;
    }

    /** A folder by its path from the top, to be closed by the caller. */
    OpenFolder hold(List<String> path) throws IOException {
        if (path.isEmpty()) {
            return top.hold();
        }
        OpenFolder known = known(path);
        if (known != null) {
            return known;
        }
        try (OpenFolder parent = hold(path.subList(0, path.size() - 1))) {
            return keep(List.copyOf(path), new OpenFolder(parent.folder().child(path.getLast())));
        }
    }

    /** Lets go of a folder that another one took the path of. */
    void forget(List<String> path) throws IOException {
        OpenFolder forgotten;
        synchronized (open) {
            forgotten = open.remove(path);
        }
        if (forgotten != null) {
            forgotten.close();
        }
    }

    @Override
    public void close() throws IOException {
        List<OpenFolder> all;
        synchronized (open) {
            all = new ArrayList<>(open.values());
            open.clear();
        }
        for (OpenFolder folder : all) {
            folder.close();
        }
        top.close();
    }

    private @Nullable OpenFolder known(List<String> path) {
        synchronized (open) {
            OpenFolder known = open.get(path);
            return known == null ? null : known.hold();
        }
    }

    private OpenFolder keep(List<String> path, OpenFolder opened) throws IOException {
        List<OpenFolder> left = new ArrayList<>();
        synchronized (open) {
            OpenFolder before = open.put(path, opened.hold());
            if (before != null) {
                left.add(before);
            }
            var eldest = open.values().iterator();
            while (open.size() > maxOpen) {
                left.add(eldest.next());
                eldest.remove();
            }
        }
        for (OpenFolder folder : left) {
            folder.close();
        }
        return opened;
    }

    /** A folder that is held by several at once, and let go when the last of them closes it. Thread-safe. */
    static final class OpenFolder implements AutoCloseable {
        private final Folder folder;
        private final AtomicInteger holders = new AtomicInteger(1);

        /** Held by whoever makes it. */
        OpenFolder(Folder folder) {
            this.folder = folder;
        }

        /** For one more, by someone who holds it. */
        OpenFolder hold() {
            holders.incrementAndGet();
            return this;
        }

        Folder folder() {
            return folder;
        }

        /** Once for each who holds it. */
        @Override
        public void close() throws IOException {
            if (holders.decrementAndGet() == 0) {
                folder.close();
            }
        }
    }
}
