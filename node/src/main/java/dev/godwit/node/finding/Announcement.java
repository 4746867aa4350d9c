package dev.godwit.node.finding;

/** A share that can be found, until it is closed. */
@FunctionalInterface
public interface Announcement extends AutoCloseable {
    /** Takes it back, as far as that is possible. */
    @Override
    void close();
}
