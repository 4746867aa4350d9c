package dev.godwit.content.source;

import dev.godwit.content.source.NotRegularFileException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** What one look at a path says about the regular file there. */
record FileState(SourceVersion version, FileTime modifiedTime, int mode) {
    private static final int PERMISSION_BITS = 0777;
    private static final int USUAL_MODE = 0644;
    private static final String UNIX = "unix";

    /** Looks once, following links: the user named this path. */
    static FileState of(Path path) throws IOException {
        return path.getFileSystem().supportedFileAttributeViews().contains(UNIX) ? ofUnix(path) : ofOther(path);
    }

    private static FileState ofUnix(Path path) throws IOException {
        Map<String, Object> attributes = Files.readAttributes(path, "unix:*");
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

    private static FileState ofOther(Path path) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
        checkRegular(path, attributes.isRegularFile(), attributes.isDirectory());
        FileTime modified = attributes.lastModifiedTime();
        Object key = attributes.fileKey();
        SourceVersion version = new SourceVersion(
                attributes.size(), modified.to(TimeUnit.NANOSECONDS), 0, key == null ? "-" : key.toString());
        return new FileState(version, modified, USUAL_MODE);
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
