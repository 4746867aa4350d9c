package dev.godwit.content.manifest;

/** A name that must not become part of a path. Its message says why, and never repeats the name. */
public final class UnsafeNameException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    /** @param reason a sentence that does not hold the name, which may be made to deceive whoever reads it */
    public UnsafeNameException(String reason) {
        super(reason);
    }
}
