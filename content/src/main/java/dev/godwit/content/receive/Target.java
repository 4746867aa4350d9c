package dev.godwit.content.receive;

import dev.godwit.content.receive.OpenFolders.OpenFolder;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;

/**
 * A name in a folder of the receive root that an entry is to get, and the rule for when it is taken. It looks at the disk
 * each time it is asked, and holds nothing. Safe for any thread.
 */
public final class Target {
    private static final int MAX_NUMBER = 9_999;

    private final ReceiveFolder folder;
    private final Path path;
    private final String name;
    private final ConflictRule rule;

    /** @param path whose last component was checked */
    Target(ReceiveFolder folder, Path path, ConflictRule rule) {
        this.folder = folder;
        this.path = path;
        this.name = String.valueOf(path.getFileName());
        this.rule = rule;
    }

    /** The name asked for. */
    public String name() {
        return name;
    }

    /** Where that is on this machine, for people to read. */
    public Path path() {
        return path;
    }

    /** The rule for when the name is taken. */
    public ConflictRule rule() {
        return rule;
    }

    /** What has the name now. */
    public Occupant occupant() throws IOException {
        try (OpenFolder held = folder.hold()) {
            return ReceiveFolder.occupant(held.folder(), name);
        }
    }

    /**
     * Looks whether an entry could be finished here now, so that nothing is transferred in vain.
     *
     * @throws ConflictException when the rule does not allow it
     * @throws dev.godwit.content.manifest.UnsafeNameException when another entry has the same name on this file system
     */
    public void checkRule() throws IOException {
        folder.root().claim(folder.path(), name);
        try (OpenFolder held = folder.hold()) {
            checkRule(held.folder());
        }
    }

    /** Opens the regular file that has the name, if one has, to compare its content; never through a link. */
    public Optional<ExistingFile> openExisting() throws IOException {
        try (OpenFolder held = folder.hold()) {
            if (held.folder().standing(name).occupant() != Occupant.FILE) {
                return Optional.empty();
            }
            FileChannel channel = held.folder()
                    .open(name, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS), Permissions.PRIVATE);
            // An earlier run may have written it, and been killed before it forced anything.
            folder.root().unforced();
            return Optional.of(new ExistingFile(path, channel));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Whether it is a name in that folder. */
    boolean isIn(ReceiveFolder other) {
        return folder.root() == other.root() && folder.path().equals(other.path());
    }

    /**
     * Gives a partial file or link its place, in one step.
     *
     * @return the name it got
     */
    String take(Folder open, String partialName) throws IOException {
        folder.root().claim(folder.path(), name);
        return switch (rule) {
            case FAIL, SKIP -> takeNew(open, partialName);
            case RENAME -> takeNumbered(open, partialName);
            case OVERWRITE -> takeOver(open, partialName);
        };
    }

    private void checkRule(Folder open) throws IOException {
        Occupant occupant = ReceiveFolder.occupant(open, name);
        boolean allowed = switch (rule) {
            case FAIL, SKIP -> occupant == Occupant.NOTHING;
            case RENAME -> true;
            case OVERWRITE -> occupant.isReplaceable();
        };
        if (!allowed) {
            throw new ConflictException(path, occupant, rule);
        }
    }

    private String takeNew(Folder open, String partialName) throws IOException {
        if (!open.renameNew(partialName, name)) {
            throw new ConflictException(path, ReceiveFolder.occupant(open, name), rule);
        }
        return name;
    }

    private String takeNumbered(Folder open, String partialName) throws IOException {
        if (open.renameNew(partialName, name)) {
            return name;
        }
        NumberedNames names = NumberedNames.of(name);
        for (int number = 1; number <= MAX_NUMBER; number++) {
            String numbered = names.withNumber(number);
            if (open.renameNew(partialName, numbered)) {
                return numbered;
            }
        }
        throw new ConflictException(path, ReceiveFolder.occupant(open, name), rule);
    }

    private String takeOver(Folder open, String partialName) throws IOException {
        checkRule(open);
        try {
            open.renameOver(partialName, name);
        } catch (IOException e) {
            // A directory that came just now says so better than the failure does.
            checkRule(open);
            throw e;
        }
        return name;
    }
}
