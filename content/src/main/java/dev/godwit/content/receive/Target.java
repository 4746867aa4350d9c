package dev.godwit.content.receive;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.Set;

/**
 * A name in the receive root that a file is to get, and the rule for when it is taken. It looks at the disk each time it
 * is asked, and holds nothing. Safe for any thread.
 */
public final class Target {
    private static final int MAX_NUMBER = 9_999;

    private final Folder folder;
    private final Path path;
    private final String name;
    private final ConflictRule rule;

    /** @param path whose last component was checked */
    Target(Folder folder, Path path, ConflictRule rule) {
        this.folder = folder;
        this.path = path;
        this.name = String.valueOf(path.getFileName());
        this.rule = rule;
    }

    /** The name asked for. */
    public String name() {
        return name;
    }

    /** The rule for when the name is taken. */
    public ConflictRule rule() {
        return rule;
    }

    /** What has the name now. */
    public Occupant occupant() throws IOException {
        try {
            return Occupant.of(folder.attributes(name));
        } catch (NoSuchFileException e) {
            return Occupant.NOTHING;
        }
    }

    /**
     * Looks whether a file could be finished here now, so that nothing is transferred in vain.
     *
     * @throws ConflictException when the rule does not allow it
     */
    public void checkRule() throws IOException {
        Occupant occupant = occupant();
        boolean allowed = switch (rule) {
            case FAIL, SKIP -> occupant == Occupant.NOTHING;
            case RENAME -> true;
            case OVERWRITE -> occupant.isReplaceable();
        };
        if (!allowed) {
            throw new ConflictException(path, occupant, rule);
        }
    }

    /** Opens the regular file that has the name, if one has, to compare its content; never through a link. */
    public Optional<ExistingFile> openExisting() throws IOException {
        try {
            BasicFileAttributes before = folder.attributes(name);
            if (!before.isRegularFile()) {
                return Optional.empty();
            }
            FileChannel channel =
                    folder.open(name, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS), Permissions.PRIVATE);
            return Optional.of(new ExistingFile(path, channel));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /**
     * Gives a partial file its place, in one step.
     *
     * @return the name it got
     */
    String place(String partialName) throws IOException {
        return switch (rule) {
            case FAIL, SKIP -> placeNew(partialName);
            case RENAME -> placeNumbered(partialName);
            case OVERWRITE -> placeOver(partialName);
        };
    }

    private String placeNew(String partialName) throws IOException {
        if (!folder.renameNew(partialName, name)) {
            throw new ConflictException(path, occupant(), rule);
        }
        return name;
    }

    private String placeNumbered(String partialName) throws IOException {
        if (folder.renameNew(partialName, name)) {
            return name;
        }
        NumberedNames names = NumberedNames.of(name);
        for (int number = 1; number <= MAX_NUMBER; number++) {
            String numbered = names.withNumber(number);
            if (folder.renameNew(partialName, numbered)) {
                return numbered;
            }
        }
        throw new ConflictException(path, occupant(), rule);
    }

    private String placeOver(String partialName) throws IOException {
        checkRule();
        try {
            folder.renameOver(partialName, name);
        } catch (IOException e) {
            // A directory that came just now says so better than the failure does.
            checkRule();
            throw e;
        }
        return name;
    }
}
