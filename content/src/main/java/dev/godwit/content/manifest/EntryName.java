package dev.godwit.content.manifest;

import java.io.File;
import java.nio.file.Path;

/**
 * The rules for one component of a path that comes from a peer: whatever passes names something directly inside a
 * directory, and nothing else. Control characters are legal in names and pass; whoever shows a name escapes them.
 */
public final class EntryName {
    /** The longest name, in bytes of UTF-8: what Linux, macOS and Windows can all store. */
    public static final int MAX_BYTES = 255;

    private EntryName() {}

    /**
     * Returns the name if it is safe here.
     *
     * @throws UnsafeNameException saying which rule it breaks
     */
    public static String check(String name) {
        return check(name, File.separatorChar);
    }

    /** As {@link #check(String)}, on a platform with this separator. */
    static String check(String name, char separator) {
        if (name.isEmpty()) {
            throw new UnsafeNameException("The name is empty");
        }
        if (name.equals(".") || name.equals("..")) {
            throw new UnsafeNameException("The name stands for a directory itself or its parent");
        }
        if (utf8Bytes(name) > MAX_BYTES) {
            throw new UnsafeNameException("The name is longer than 255 bytes");
        }
        if (name.indexOf('/') >= 0 || name.indexOf(separator) >= 0) {
            throw new UnsafeNameException("The name contains a path separator");
        }
        // Drives and alternate data streams.
        if (separator == '\\' && name.indexOf(':') >= 0) {
            throw new UnsafeNameException("The name contains a colon");
        }
        if (name.indexOf('\0') >= 0) {
            throw new UnsafeNameException("The name contains a zero byte");
        }
        return name;
    }

    /**
     * The name under which a local file is offered: its own, without the directories above it.
     *
     * @throws UnsafeNameException when it has none, as the root directory, or one that no receiver would accept
     */
    public static String of(Path path) {
        Path name = path.toAbsolutePath().normalize().getFileName();
        if (name == null) {
            throw new UnsafeNameException("The root directory has no name");
        }
        return check(name.toString());
    }

    /** Length in UTF-8, which a string with half a surrogate pair does not have. */
    static int utf8Bytes(String name) {
        int bytes = 0;
        for (int i = 0; i < name.length(); i++) {
            int codePoint = name.codePointAt(i);
            if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
                throw new UnsafeNameException("The name or target is not valid Unicode");
            }
            if (Character.isSupplementaryCodePoint(codePoint)) {
                i++;
                bytes += 4;
            } else {
                bytes += codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : 3;
            }
        }
        return bytes;
    }
}
