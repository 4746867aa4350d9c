package dev.godwit.node.home;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/** One record: a directory with a properties file, room for journals, and a lock that ends with the process. */
final class RecordDirectory implements AutoCloseable {
    private static final String PROPERTIES = "record.properties";
    private static final String LOCK = "lock";

    private final Path directory;
    private final FileChannel lockFile;
    private final Properties properties;

    private RecordDirectory(Path directory, FileChannel lockFile, Properties properties) {
        this.directory = directory;
        this.lockFile = lockFile;
        this.properties = properties;
    }

    /** Opens or makes the record for this process alone; empty while another process has it. */
    static Optional<RecordDirectory> lock(Path directory) throws IOException {
        PrivateFiles.directory(directory);
        FileChannel lockFile = PrivateFiles.openForLock(directory.resolve(LOCK));
        try {
            FileLock lock = lockFile.tryLock();
            if (lock != null) {
                return Optional.of(new RecordDirectory(directory, lockFile, read(directory)));
            }
        } catch (OverlappingFileLockException e) {
            // Held in this very process: as good as held by another.
        } catch (IOException e) {
            lockFile.close();
            throw e;
        }
        lockFile.close();
        return Optional.empty();
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
        StringWriter text = new StringWriter();
        properties.store(text, null);
        PrivateFiles.replace(directory.resolve(PROPERTIES), text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** A file beside the properties. */
    Path file(String name) {
        return directory.resolve(name);
    }

    /** Removes the record and everything beside it. */
    void delete() throws IOException {
        PrivateFiles.delete(directory);
        close();
    }

    @Override
    public void close() throws IOException {
        lockFile.close();
    }
}
