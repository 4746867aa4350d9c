package dev.godwit.wire.link;

/** What to do with a stream that a peer opened. Called on a thread of the stream's own; may block until its end. */
public interface Acceptor {

    /** Serves {@code stream}, whose peer is authenticated but may have no rights here, and closes it. */
    void accept(ByteStream stream);
}
