package dev.godwit.network.lan;

/**
 * Something that goes on until it is closed. Closing is safe on every thread, returns at once, and may be repeated; a
 * listener may still be told what was under way.
 */
public interface LanRegistration extends AutoCloseable {
    @Override
    void close();
}
