package dev.godwit.content.receive;

/** What happens to a received file whose name is taken. */
public enum ConflictRule {
    /** It stays out, as an error. */
    FAIL,
    /** It becomes {@code name (1).ext}, or the first number that is free. */
    RENAME,
    /** It takes the place of a file or of a symbolic link itself, never of a directory or anything else. */
    OVERWRITE,
    /** It stays out, as agreed. */
    SKIP
}
