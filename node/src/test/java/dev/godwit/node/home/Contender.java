package dev.godwit.node.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A process that begins and deletes one record many times, and fails when it is not alone at it. */
final class Contender {
    /** The exit code when another process has the record. */
    static final int BUSY = 3;

    private Contender() {}

    /** Takes the record's directory, a number of rounds, and whether it ends at the first that is in vain. */
    public static void main(String[] args) throws IOException {
        Path directory = Path.of(args[0]);
        Path inside = directory.resolveSibling("inside");
        int rounds = Integer.parseInt(args[1]);
        while (rounds > 0) {
            Optional<RecordDirectory> locked = RecordDirectory.lock(directory);
            if (locked.isPresent()) {
                // Fails when the other one is inside.
                Files.createFile(inside);
                locked.get().set("round", String.valueOf(rounds));
                Files.delete(inside);
                locked.get().delete();
                rounds--;
            } else if (args.length > 2) {
                System.exit(BUSY);
            }
        }
    }
}
