package dev.godwit.dht;

/** The node was closed before it could answer. */
public final class ClosedException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    ClosedException() {
        super("the DHT node is closed");
    }
}
