package dev.godwit.content.receive;

import java.io.IOException;
import java.nio.file.Path;

/** A received file cannot have its name, because of what is there and the rule for that. Nothing was changed. */
public final class ConflictException extends IOException {
    private static final long serialVersionUID = 1;

    private final Occupant occupant;
    private final ConflictRule rule;

    ConflictException(Path path, Occupant occupant, ConflictRule rule) {
        super(path + " " + occupant.words());
        this.occupant = occupant;
        this.rule = rule;
    }

    /** What has the name. */
    public Occupant occupant() {
        return occupant;
    }

    /** The rule that stood against it. */
    public ConflictRule rule() {
        return rule;
    }
}
