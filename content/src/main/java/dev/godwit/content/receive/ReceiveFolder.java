package dev.godwit.content.receive;

import dev.godwit.content.disk.DiskFullException;
import dev.godwit.content.manifest.Entry;
import dev.godwit.content.manifest.EntryName;
import dev.godwit.content.manifest.UnsafeNameException;
import dev.godwit.content.receive.OpenFolders.OpenFolder;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A directory of the receive root, or the root itself, and what may be received into it. Every name is one component as it
 * came from a peer: an {@link UnsafeNameException} says when it must not be used here. Nothing follows a link, whatever
 * other programs do to the directories meanwhile. It holds nothing open and needs no closing. Safe for any thread.
 */
public final class ReceiveFolder {
    private static final boolean WINDOWS = File.separatorChar == '\\';

    private final ReceiveRoot root;
    private final List<String> path;
    private final Path directory;

    ReceiveFolder(ReceiveRoot root, List<String> path, Path directory) {
        this.root = root;
        this.path = path;
        this.directory = directory;
    }

    /** Its place in the receive root; empty for the root itself. */
    public List<String> path() {
        return path;
    }

    /** Where that is on this machine, for people to read. */
    public Path directory() {
        return directory;
    }

    /** What has a name now. */
    public Occupant occupant(String name) throws IOException {
        pathOf(name);
        try (OpenFolder held = hold()) {
            return occupant(held.folder(), name);
        }
    }

    /**
     * Makes a directory, for its owner alone until {@link #finishDirectory}.
     *
     * @return false when a directory has the name already: what is received is merged into it
     * @throws ConflictException when anything else has it, a link to a directory too
     * @throws DiskFullException when there is no room
     */
    public boolean makeDirectory(String name) throws IOException {
        Path made = pathOf(name);
        root.claim(path, name);
        try (OpenFolder held = hold()) {
            if (held.folder().makeDirectory(name)) {
                // A handle of one that was there before would lead to nowhere.
                root.forget(inside(name));
                root.unforced();
                return true;
            }
            Occupant occupant = occupant(held.folder(), name);
            if (occupant != Occupant.DIRECTORY) {
                throw new ConflictException(made, occupant, ConflictRule.FAIL);
            }
            return false;
        } catch (IOException e) {
            throw DiskFullException.orSame(e, made, 0);
        }
    }

    /**
     * Gives a directory what it came with, once everything in it is there.
     *
     * @param mode permission bits, which it gets whatever the umask is
     */
    public void finishDirectory(String name, int mode, Instant modified) throws IOException {
        pathOf(name);
        try (OpenFolder held = root.hold(inside(name))) {
            held.folder().setMode(mode & Permissions.ALL);
            held.folder().setModified(modified);
        }
    }

    /** Gives a directory that was there before the time it came with, once everything in it is there; its mode stays. */
    public void touchDirectory(String name, Instant modified) throws IOException {
        pathOf(name);
        try (OpenFolder held = root.hold(inside(name))) {
            held.folder().setModified(modified);
        }
    }

    /**
     * Makes a symbolic link; one that leads there already is left as it is. Where only the JDK's handles are to be had, it
     * keeps the time of now.
     *
     * @param target relative, climbing only at its beginning and never above the receive root
     * @return where it is now
     * @throws UnsafeNameException when it leads elsewhere
     * @throws ConflictException when the rule does not let it have the name
     */
    public Path makeLink(String name, String target, Instant modified, ConflictRule rule) throws IOException {
        Target place = target(name, rule);
        LinkTarget.check(target, path.size());
        String partial = PartialName.random();
        try (OpenFolder held = hold()) {
            Folder folder = held.folder();
            if (occupant(folder, name) == Occupant.LINK && folder.readLink(name).equals(target)) {
                return place.path();
            }
            folder.makeLink(partial, target, modified);
            return place(folder, partial, folder.standing(partial).key(), place);
        } catch (InvalidPathException e) {
            throw new UnsafeNameException("The link's target cannot be written in the character set of this system");
        } catch (IOException e) {
            throw DiskFullException.orSame(e, place.path(), 0);
        }
    }

    /**
     * Receives a small file at once: under a random name, private until it is complete, then in place by the rule. In few
     * system calls where there are such; nothing is forced to the disk, see {@link ReceiveRoot#force}.
     *
     * @param content all that remains of it; a direct buffer is not copied
     * @param mode permission bits, which it gets whatever the umask is
     * @return where it is now
     * @throws ConflictException when the rule does not let it have the name; nothing is left then
     * @throws DiskFullException when there is no room; nothing is left then
     */
    public Path writeWhole(String name, ByteBuffer content, int mode, Instant modified, ConflictRule rule)
            throws IOException {
        Target place = target(name, rule);
        String partial = root.partialName(path, name);
        try (OpenFolder held = hold()) {
            FileKey key = writeNew(held.folder(), partial, new Whole(content, mode & Permissions.ALL, modified));
            return place(held.folder(), partial, key, place);
        } catch (IOException e) {
            throw DiskFullException.orSame(e, place.path(), 0);
        }
    }

    /** All of a small file. */
    private record Whole(ByteBuffer content, int permissions, Instant modified) {}

    private static FileKey writeNew(Folder folder, String partial, Whole whole) throws IOException {
        int start = whole.content.position();
        try {
            return folder.writeNew(partial, whole.content, whole.permissions, whole.modified);
        } catch (FileAlreadyExistsException e) {
            // Nobody else knows the name: an earlier run of this transfer was killed over it.
            folder.delete(partial);
            whole.content.position(start);
            return folder.writeNew(partial, whole.content, whole.permissions, whole.modified);
        }
    }

    /** A name for a file to be received. */
    public Target target(String name, ConflictRule rule) {
        return new Target(this, pathOf(name), rule);
    }

    /**
     * Creates a partial file, readable for its owner alone, of its full length from the start.
     *
     * @param lengthBytes what it will have, or {@link Entry#UNKNOWN_LENGTH}
     * @throws DiskFullException when there is no room
     */
    public PartialFile create(long lengthBytes) throws IOException {
        String name = PartialName.random();
        OpenFolder held = hold();
        try {
            FileChannel channel = held.folder().open(name, Folder.NEW_FILE, Permissions.PRIVATE);
            try {
                FileKey key = held.folder().standing(name).key();
                PartialFile partial = new PartialFile(this, held, name, key, channel);
                if (lengthBytes != Entry.UNKNOWN_LENGTH) {
                    partial.setLength(lengthBytes);
                }
                return partial;
            } catch (IOException e) {
                channel.close();
                held.folder().delete(name);
                throw e;
            }
        } catch (IOException e) {
            held.close();
            throw DiskFullException.orSame(e, directory.resolve(name), 0);
        }
    }

    /**
     * Opens a partial file of an earlier run, by what was recorded of it. Whatever is not surely that file (gone, a link,
     * another file, another owner, other permissions) is treated as gone.
     */
    public Optional<PartialFile> reopen(String name, String fileKey) throws IOException {
        FileKey key = new FileKey(fileKey);
        if (!PartialName.matches(name)) {
            return Optional.empty();
        }
        OpenFolder held = hold();
        try {
            if (isTrusted(held.folder(), name, key)) {
                Set<OpenOption> options =
                        Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
                FileChannel channel = held.folder().open(name, options, Permissions.PRIVATE);
                if (isTrusted(held.folder(), name, key)) {
                    return Optional.of(new PartialFile(this, held, name, key, channel));
                }
                channel.close();
            }
        } catch (IOException e) {
            held.close();
            throw e;
        }
        held.close();
        return Optional.empty();
    }

    /**
     * Makes up for a kill between a partial file's getting its name and its getting its permission bits: gives it these if
     * what has the name is surely that file.
     *
     * @param fileKey what was recorded of the partial file
     * @return whether it is, and so is complete
     */
    public boolean settle(String name, String fileKey, int mode) throws IOException {
        pathOf(name);
        FileKey key = new FileKey(fileKey);
        try (OpenFolder held = hold()) {
            boolean trusted = isTrusted(held.folder(), name, key);
            if (trusted) {
                held.folder().setMode(name, key, mode & Permissions.ALL);
            }
            return trusted;
        }
    }

    /** Its directory, open; to be closed by the caller. */
    OpenFolder hold() throws IOException {
        return root.hold(path);
    }

    ReceiveRoot root() {
        return root;
    }

    /** What has a name in an open folder. */
    static Occupant occupant(Folder folder, String name) throws IOException {
        try {
            return folder.standing(name).occupant();
        } catch (NoSuchFileException e) {
            return Occupant.NOTHING;
        }
    }

    private Path place(Folder folder, String partial, FileKey key, Target place) throws IOException {
        try {
            Path placed = directory.resolve(place.take(folder, partial));
            root.unforced();
            return placed;
        } catch (IOException | UnsafeNameException e) {
            try {
                folder.deleteOwn(partial, key);
            } catch (IOException second) {
                e.addSuppressed(second);
            }
            throw e;
        }
    }

    private boolean isTrusted(Folder folder, String name, FileKey key) throws IOException {
        try {
            Standing standing = folder.standing(name);
            return standing.occupant() == Occupant.FILE
                    && standing.key().equals(key)
                    && root.newFiles().arePrivate(standing);
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private List<String> inside(String name) {
        List<String> inside = new ArrayList<>(path);
        inside.add(name);
        return inside;
    }

    /** The whole path of a name, which is safe then. */
    private Path pathOf(String name) {
        return pathOf(directory, name);
    }

    static Path pathOf(Path directory, String name) {
        EntryName.check(name);
        if (WINDOWS) {
            WindowsNames.check(name);
        }
        try {
            return directory.resolve(name);
        } catch (InvalidPathException e) {
            // Without its cause, whose message holds the name.
            throw new UnsafeNameException("The name cannot be written in the character set of this system");
        }
    }
}
