package dev.godwit.content.manifest;

/** Entries that do not come in the order of a manifest. Its message says which rule is broken, and repeats no name. */
public final class ManifestOrderException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    ManifestOrderException(String reason) {
        super(reason);
    }
}
