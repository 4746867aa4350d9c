package dev.godwit.node.finding;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something that is opened by the first who needs it and closed once for all. Safe on every thread.
 *
 * @param <T> what it is
 */
final class Shared<T extends AutoCloseable> implements AutoCloseable {
    private final @Nullable Opening<T> opening;
    private Optional<T> opened = Optional.empty();
    private boolean isTried;
    private String trouble = "";

    /**
     * How it is opened.
     *
     * @param <T> what it is
     */
    interface Opening<T> {
        /** Opens it; empty when it is turned off. */
        Optional<T> open() throws IOException;
    }

    Shared(Opening<T> opening) {
        this.opening = opening;
    }

    private Shared() {
        this.opening = null;
    }

    /** Something that nobody wants. */
    static <T extends AutoCloseable> Shared<T> none() {
        return new Shared<>();
    }

    boolean isWanted() {
        return opening != null;
    }

    /** Opens it, the first time; empty when it can not be had. */
    synchronized Optional<T> get() {
        if (!isTried && opening != null) {
            isTried = true;
            try {
                opened = opening.open();
            } catch (IOException e) {
                trouble = String.valueOf(e.getMessage());
            }
        }
        return opened;
    }

    /** Why it can not be had, when it was tried; empty when it is only turned off, or there. */
    synchronized String trouble() {
        return trouble;
    }

    @Override
    public synchronized void close() {
        isTried = true;
        if (opened.isPresent()) {
            try {
                opened.get().close();
            } catch (Exception e) {
                // It is closed as far as it can be.
            }
        }
    }
}
