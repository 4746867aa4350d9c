package dev.godwit.content.source;

import java.io.IOException;
import java.nio.file.Path;

/** A file changed while it was being read, so that what was read of it belongs to no one version. */
public final class SourceChangedException extends IOException {
    private static final long serialVersionUID = 1;

    /** How the file differs from what was opened. */
    public enum Change {
        /** It became shorter. */
        TRUNCATED("was truncated"),
        /** It became longer. */
        GROWN("grew"),
        /** Its length is the same, its times are not. */
        REWRITTEN("was rewritten"),
        /** Another file has its name now. */
        REPLACED("was replaced by another file"),
        /** Nothing has its name now. */
        REMOVED("was removed");

        private final String words;

        Change(String words) {
            this.words = words;
        }

        /** What happened, as in "it was truncated". */
        @Override
        public String toString() {
            return words;
        }
    }

    private final Change change;

    SourceChangedException(Path path, Change change) {
        super(path + " " + change.words + " while it was being read");
        this.change = change;
    }

    /** How the file differs from what was opened. */
    public Change change() {
        return change;
    }
}
