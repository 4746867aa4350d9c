package dev.godwit.content.receive;

import dev.godwit.content.disk.Descriptor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** A directory held by its descriptor: few system calls, each relative to it, and none of them by a path. */
final class NativeFolder implements Folder {
    /** What a directory made in a shared one inherits, and must not lose. */
    private static final int SETGID = 02000;

    private final Descriptor descriptor;

    NativeFolder(Descriptor descriptor) {
        this.descriptor = descriptor;
    }

    /** Whether there are system calls, and /proc, by which the JDK opens files of a descriptor. */
    static boolean isPossible() {
        return Descriptor.isSupported() && Files.isDirectory(Path.of("/proc/self/fd"));
    }

    @Override
    public Path path() {
        return descriptor.path();
    }

    @Override
    public FileChannel open(String name, Set<OpenOption> options, int mode) throws IOException {
        try {
            return descriptor.openChannel(name, options, Permissions.atCreation(mode));
        } catch (FileSystemException e) {
            throw FullPath.of(path().resolve(name), e);
        }
    }

    @Override
    public Standing standing(String name) throws IOException {
        return Standing.of(descriptor.status(name));
    }

    @Override
    public void setModified(String name, FileKey key, Instant time) throws IOException {
        try (Descriptor file = own(name, key)) {
            file.setModified(time);
        }
    }

    @Override
    public void setMode(String name, FileKey key, int mode) throws IOException {
        try (Descriptor file = own(name, key)) {
            file.setMode(mode);
        }
    }

    @Override
    public void renameOver(String from, String to) throws IOException {
        descriptor.renameOver(from, to);
    }

    @Override
    public boolean renameNew(String from, String to) throws IOException {
        return switch (descriptor.renameNew(from, to)) {
            case DONE -> true;
            case EXISTS -> false;
            case UNSUPPORTED -> Folder.super.renameNew(from, to);
        };
    }

    @Override
    public void delete(String name) throws IOException {
        descriptor.delete(name);
    }

    @Override
    public Folder child(String name) throws IOException {
        return new NativeFolder(descriptor.openDirectory(List.of(name)));
    }

    @Override
    public boolean makeDirectory(String name) throws IOException {
        return descriptor.makeDirectory(name, Permissions.PRIVATE_DIRECTORY);
    }

    @Override
    public void makeLink(String name, String target, Instant modified) throws IOException {
        descriptor.makeLink(name, target);
        try {
            descriptor.setModified(name, modified);
        } catch (IOException e) {
            descriptor.delete(name);
            throw e;
        }
    }

    @Override
    public String readLink(String name) throws IOException {
        return descriptor.readLink(name);
    }

    @Override
    public void setMode(int mode) throws IOException {
        descriptor.setMode(mode | (descriptor.status().mode() & SETGID));
    }

    @Override
    public void setModified(Instant time) throws IOException {
        descriptor.setModified(time);
    }

    @Override
    public FileKey writeNew(String name, ByteBuffer content, int mode, Instant modified) throws IOException {
        try (Descriptor file = descriptor.createFile(name, Permissions.PRIVATE)) {
            FileKey key = FileKey.of(file.status());
            try {
                if (content.hasRemaining()) {
                    file.write(0, content);
                }
                file.setMode(mode);
                file.setModified(modified);
                return key;
            } catch (IOException e) {
                deleteOwn(name, key);
                throw e;
            }
        }
    }

    @Override
    public void force() {
        try {
            descriptor.force();
        } catch (IOException e) {
            // Best effort: not every file system can, and the content itself is on the disk.
        }
    }

    @Override
    public void forceFileSystem() throws IOException {
        descriptor.forceFileSystem();
    }

    @Override
    public void close() {
        descriptor.close();
    }

    /** The file itself, open: what happens to its name from here on does not matter. */
    private Descriptor own(String name, FileKey key) throws IOException {
        // Before opening: what took its name may be a link, or nothing that may be opened.
        if (!standing(name).key().equals(key)) {
            throw new ForeignFileException(path().resolve(name));
        }
        Descriptor file = descriptor.openFile(List.of(name));
        if (FileKey.of(file.status()).equals(key)) {
            return file;
        }
        file.close();
        throw new ForeignFileException(path().resolve(name));
    }
}
