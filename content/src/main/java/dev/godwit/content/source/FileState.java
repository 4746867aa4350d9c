package dev.godwit.content.source;

import dev.godwit.content.disk.FileStatus;
import dev.godwit.content.source.NotRegularFileException.Kind;
import dev.godwit.content.source.SourceChangedException.Change;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** What one look at a path says about the regular file there. */
record FileState(SourceVersion version, FileTime modifiedTime, int mode) {
    private static final int PERMISSION_BITS = 0777;
    private static final int USUAL_MODE = 0644;
    private static final String UNIX = "unix";
    /** Not all: the names of owner and group would be looked up. */
    private static final String UNIX_ATTRIBUTES =
            "unix:isRegularFile,isDirectory,lastModifiedTime,ctime,size,dev,ino,mode";

    /** Looks once, following links: the user named this path. */
    static FileState of(Path path) throws IOException {
        return path.getFileSystem().supportedFileAttributeViews().contains(UNIX)
                ? ofUnix(path)
                : of(path, Files.readAttributes(path, BasicFileAttributes.class));
    }

    /** What the system itself says. */
    static FileState of(Path path, FileStatus status) throws IOException {
        checkRegular(path, status.kind() == FileStatus.Kind.FILE, status.kind() == FileStatus.Kind.DIRECTORY);
        FileTime modified = FileTime.from(status.modified());
        SourceVersion version = new SourceVersion(
                status.length(),
                modified.to(TimeUnit.NANOSECONDS),
                FileTime.from(status.changed()).to(TimeUnit.NANOSECONDS),
                status.device() + "-" + status.inode());
        return new FileState(version, modified, status.mode() & PERMISSION_BITS);
    }

    /** What Java says, which does not know when attributes were changed. */
    static FileState of(Path path, BasicFileAttributes attributes) throws IOException {
        checkRegular(path, attributes.isRegularFile(), attributes.isDirectory());
        FileTime modified = attributes.lastModifiedTime();
        Object key = attributes.fileKey();
        SourceVersion version = new SourceVersion(
                attributes.size(), modified.to(TimeUnit.NANOSECONDS), 0, key == null ? "-" : key.toString());
        return new FileState(version, modified, PermissionBits.of(attributes, USUAL_MODE));
    }

    /**
     * Compares with what a manifest says.
     *
     * @throws SourceChangedException when the file is not the one that was scanned
     */
    void checkIs(Path path, long length, Instant modified) throws SourceChangedException {
        if (version.length() != length) {
            throw new SourceChangedException(path, version.length() < length ? Change.TRUNCATED : Change.GROWN);
        }
        if (!modifiedTime.toInstant().equals(modified)) {
            throw new SourceChangedException(path, Change.REWRITTEN);
        }
    }

    private static FileState ofUnix(Path path) throws IOException {
        Map<String, Object> attributes = Files.readAttributes(path, UNIX_ATTRIBUTES);
        checkRegular(path, (Boolean) get(attributes, "isRegularFile"), (Boolean) get(attributes, "isDirectory"));
        FileTime modified = (FileTime) get(attributes, "lastModifiedTime");
        FileTime changed = (FileTime) get(attributes, "ctime");
        SourceVersion version = new SourceVersion(
                (Long) get(attributes, "size"),
                modified.to(TimeUnit.NANOSECONDS),
                changed.to(TimeUnit.NANOSECONDS),
                get(attributes, "dev") + "-" + get(attributes, "ino"));
        return new FileState(version, modified, (Integer) get(attributes, "mode") & PERMISSION_BITS);
    }

    private static void checkRegular(Path path, boolean regular, boolean directory) throws IOException {
        if (!regular) {
            throw new NotRegularFileException(path, directory ? Kind.DIRECTORY : Kind.SPECIAL);
        }
    }

    private static Object get(Map<String, Object> attributes, String name) {
        return Objects.requireNonNull(attributes.get(name), name);
    }
}
