package dev.godwit.app;

import java.io.Serial;

/** A {@link Failure} that a command itself has found, on its way to the handler. */
final class CommandException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    CommandException(Failure failure) {
        super(failure.message());
        this.failure = failure;
    }

    Failure failure() {
        return failure;
    }
}
