package dev.godwit.node.home;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One record: a directory with a properties file, room for journals, and a lock that ends with the process. */
final class RecordDirectory implements AutoCloseable {
    private static final String PROPERTIES = "record.properties";
    private static final String LOCK = "lock";

    /** Whoever only wants to know whether a record is held has it for a moment: so often it is asked for once more. */
    private static final int LOOKS = 5;

    private static final long LOOK_NANOS = 10_000_000;

    /** How often another process may delete the record between our opening its lock and having it. */
    private static final int TRIES = 100;

    /** Records held by this process: opening a lock file once more would, when it is closed, end the lock for all. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final Path held;
    private final FileChannel lockFile;
    private final Properties properties;

    private RecordDirectory(Path directory, Path held, FileChannel lockFile, Properties properties) {
        this.directory = directory;
        this.held = held;
        this.lockFile = lockFile;
        this.properties = properties;
    }

    /** Opens or makes the record for this process alone; empty while another process, or this one, has it. */
    static Optional<RecordDirectory> lock(Path directory) throws IOException {
        Optional<RecordDirectory> locked = lockNow(directory);
        for (int look = 0; look < LOOKS && locked.isEmpty(); look++) {
            LockSupport.parkNanos(LOOK_NANOS);
            locked = lockNow(directory);
        }
        return locked;
    }

    private static Optional<RecordDirectory> lockNow(Path directory) throws IOException {
        IOException gone = new IOException(directory + " comes and goes");
        for (int i = 0; i < TRIES; i++) {
            try {
                PrivateFiles.directory(directory);
                return lockExisting(directory);
            } catch (NoSuchFileException | FileAlreadyExistsException e) {
                // Another process deleted it meanwhile: once more.
                gone = e;
            }
        }
        throw gone;
    }

    /** Whether another process, or this one, has the record at the moment. */
    static boolean isHeld(Path directory) throws IOException {
        if (!Files.exists(directory.resolve(LOCK))) {
            return false;
        }
        Optional<RecordDirectory> locked = lockExisting(directory);
        if (locked.isPresent()) {
            locked.get().close();
        }
        return locked.isEmpty();
    }

    /**
     * Opens the record for this process alone; empty while another process, or this one, has it.
     *
     * @throws NoSuchFileException when there is none, also when it was deleted before the lock was had
     */
    static Optional<RecordDirectory> lockExisting(Path directory) throws IOException {
        Path held = directory.toRealPath();
        if (!HELD.add(held)) {
            return Optional.empty();
        }
        Optional<RecordDirectory> locked = Optional.empty();
        try {
            locked = lockFirst(directory, held);
            return locked;
        } finally {
            if (locked.isEmpty()) {
                HELD.remove(held);
            }
        }
    }

    private static Optional<RecordDirectory> lockFirst(Path directory, Path held) throws IOException {
        Path path = directory.resolve(LOCK);
        if (!Files.exists(path)) {
            PrivateFiles.openForLock(path).close();
        }
        Stamp before = Stamp.of(path);
        FileChannel lockFile = PrivateFiles.openForLock(path);
        try {
            if (lockFile.tryLock() != null) {
                before.checkStillAt(path);
                return Optional.of(new RecordDirectory(directory, held, lockFile, read(directory)));
            }
        } catch (IOException e) {
            lockFile.close();
            throw e;
        }
        lockFile.close();
        return Optional.empty();
    }

    /**
     * Which file is at a path, without opening it: closing it again would end this process's own lock on it. One that is
     * open keeps its key to itself, so a lock that was had on a file that is gone shows.
     */
    record Stamp(@Nullable Object key, FileTime modified) {
        static Stamp of(Path path) throws IOException {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            return new Stamp(attributes.fileKey(), attributes.lastModifiedTime());
        }

        /** Ends unless it is: who deletes a record gives its lock up only then, to whoever waits for it in vain. */
        void checkStillAt(Path path) throws IOException {
            if (!equals(of(path))) {
                throw new NoSuchFileException(path.toString(), null, "deleted before it was locked");
            }
        }
    }

    /** What is recorded, without the lock; empty properties when nothing is. */
    static Properties read(Path directory) throws IOException {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(Files.readString(directory.resolve(PROPERTIES))));
        } catch (NoSuchFileException e) {
            // A record that was just begun.
        } catch (IllegalArgumentException e) {
            throw new IOException(directory.resolve(PROPERTIES) + " is damaged", e);
        }
        return properties;
    }

    /** Everything that is recorded. */
    Properties properties() {
        return properties;
    }

    /** The recorded value, if there is one. */
    Optional<String> value(String key) {
        return Optional.ofNullable(properties.getProperty(key));
    }

    /** Sets a value, to be written by {@link #store}. */
    RecordDirectory set(String key, String value) {
        properties.setProperty(key, value);
        return this;
    }

    /** Writes all values, on the disk before it returns. */
    void store() throws IOException {
        PrivateFiles.replace(directory.resolve(PROPERTIES), text());
    }

    /** As {@link #store}, for what may be lost with the power. */
    void storeSoon() throws IOException {
        PrivateFiles.write(directory.resolve(PROPERTIES), text());
    }

    private byte[] text() throws IOException {
        StringWriter text = new StringWriter();
        properties.store(text, null);
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** A file beside the properties. */
    Path file(String name) {
        return directory.resolve(name);
    }

    /** Removes the record and everything beside it, and lets go of it. */
    void delete() throws IOException {
        if (!lockFile.isOpen()) {
            // Deleted already: what is there now is somebody else's.
            return;
        }
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(file -> !file.endsWith(LOCK)).toList()) {
                PrivateFiles.delete(file);
            }
            // Last: from now on others may begin here anew, and what they make is theirs.
            Files.deleteIfExists(directory.resolve(LOCK));
            Files.deleteIfExists(directory);
        } catch (DirectoryNotEmptyException e) {
            // Somebody has begun.
        } finally {
            close();
        }
    }

    @Override
    public void close() throws IOException {
        if (lockFile.isOpen()) {
            lockFile.close();
            HELD.remove(held);
        }
    }
}
