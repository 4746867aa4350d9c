package dev.godwit.content.receive;

import java.nio.file.attribute.BasicFileAttributes;

/** What has a name in the receive root now. */
public enum Occupant {
    /** Nothing: the name is free. */
    NOTHING("does not exist"),
    /** A regular file. */
    FILE("exists already"),
    /** A symbolic link, wherever it leads. */
    LINK("is a symbolic link"),
    /** A directory. */
    DIRECTORY("is a directory"),
    /** A pipe, socket or device. */
    OTHER("is a pipe, socket or device");

    private final String words;

    Occupant(String words) {
        this.words = words;
    }

    static Occupant of(BasicFileAttributes attributes) {
        if (attributes.isRegularFile()) {
            return FILE;
        }
        if (attributes.isSymbolicLink()) {
            return LINK;
        }
        return attributes.isDirectory() ? DIRECTORY : OTHER;
    }

    /** Whether a received file may take its place when the user said to overwrite. */
    boolean isReplaceable() {
        return this == NOTHING || this == FILE || this == LINK;
    }

    /** As in "it is a directory". */
    public String words() {
        return words;
    }
}
