package dev.godwit.content.receive;

import dev.godwit.content.disk.Descriptor;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A directory held by its handle: the kernel resolves every name relative to it (openat, renameat, unlinkat). */
final class SecureFolder implements Folder {
    private final SecureDirectoryStream<Path> directory;
    private final Path path;
    private final Optional<Descriptor> descriptor;

    SecureFolder(SecureDirectoryStream<Path> directory, Path path, Optional<Descriptor> descriptor) {
        this.directory = directory;
        this.path = path;
        this.descriptor = descriptor;
    }

    static SecureFolder of(SecureDirectoryStream<Path> directory, Path path) throws IOException {
        Object key = Objects.requireNonNull(directory
                .getFileAttributeView(BasicFileAttributeView.class)
                .readAttributes()
                .fileKey());
        Optional<Descriptor> descriptor = Descriptor.open(path);
        if (descriptor.isPresent() && !descriptor.get().isFile(key)) {
            // The path may have been led elsewhere between the two calls.
            descriptor.get().close();
            descriptor = Optional.empty();
        }
        return new SecureFolder(directory, path, descriptor);
    }

    @Override
    public FileChannel open(String name, Set<OpenOption> options, int mode) throws IOException {
        return named(name, () ->
                (FileChannel) directory.newByteChannel(Path.of(name), options, Permissions.atCreation(mode)));
    }

    @Override
    public BasicFileAttributes attributes(String name) throws IOException {
        return named(name, view(name, PosixFileAttributeView.class)::readAttributes);
    }

    @Override
    public void setPermissions(String name, int mode) throws IOException {
        named(name, () -> {
            view(name, PosixFileAttributeView.class).setPermissions(Permissions.ofMode(mode));
            return name;
        });
    }

    @Override
    public void setModifiedTime(String name, FileTime time) throws IOException {
        named(name, () -> {
            view(name, BasicFileAttributeView.class).setTimes(time, null, null);
            return name;
        });
    }

    @Override
    public void renameOver(String from, String to) throws IOException {
        named(to, () -> {
            directory.move(Path.of(from), directory, Path.of(to));
            return to;
        });
    }

    @Override
    public boolean renameNew(String from, String to) throws IOException {
        Descriptor.Renamed renamed =
                descriptor.map(held -> held.renameNew(from, to)).orElse(Descriptor.Renamed.UNSUPPORTED);
        return switch (renamed) {
            case DONE -> true;
            case EXISTS -> false;
            case UNSUPPORTED -> Folder.super.renameNew(from, to);
        };
    }

    @Override
    public void delete(String name) throws IOException {
        named(name, () -> {
            directory.deleteFile(Path.of(name));
            return name;
        });
    }

    @Override
    public void force() {
        try (FileChannel self = open(".", Set.of(StandardOpenOption.READ), Permissions.PRIVATE)) {
            self.force(true);
        } catch (IOException e) {
            // Best effort: not every file system can, and the content itself is on the disk.
        }
    }

    @Override
    public void close() throws IOException {
        descriptor.ifPresent(Descriptor::close);
        directory.close();
    }

    @FunctionalInterface
    private interface Call<T> {
        T run() throws IOException;
    }

    /** Errors of relative calls hold the last component alone; whoever reads them needs the path. */
    private <T> T named(String name, Call<T> call) throws IOException {
        String full = path.resolve(name).toString();
        try {
            return call.run();
        } catch (NoSuchFileException e) {
            throw (IOException) new NoSuchFileException(full, null, e.getReason()).initCause(e);
        } catch (FileAlreadyExistsException e) {
            throw (IOException) new FileAlreadyExistsException(full, null, e.getReason()).initCause(e);
        } catch (AccessDeniedException e) {
            throw (IOException) new AccessDeniedException(full, null, e.getReason()).initCause(e);
        } catch (FileSystemException e) {
            throw (IOException) new FileSystemException(full, null, e.getReason()).initCause(e);
        }
    }

    private <V extends @Nullable FileAttributeView> V view(String name, Class<V> type) {
        return directory.getFileAttributeView(Path.of(name), type, LinkOption.NOFOLLOW_LINKS);
    }
}
