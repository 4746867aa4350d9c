package dev.godwit.wire.message;

import static dev.godwit.wire.message.MessageType.ATTACH;
import static dev.godwit.wire.message.MessageType.BLOCKS;
import static dev.godwit.wire.message.MessageType.COMPLETE;
import static dev.godwit.wire.message.MessageType.COMPLETED;
import static dev.godwit.wire.message.MessageType.ENTRIES_END;
import static dev.godwit.wire.message.MessageType.ENTRY_OFFERED;
import static dev.godwit.wire.message.MessageType.FAILED;
import static dev.godwit.wire.message.MessageType.GET;
import static dev.godwit.wire.message.MessageType.HAVE;
import static dev.godwit.wire.message.MessageType.HELLO;
import static dev.godwit.wire.message.MessageType.OPEN;
import static dev.godwit.wire.message.MessageType.OPENED;
import static dev.godwit.wire.message.MessageType.PING;
import static dev.godwit.wire.message.MessageType.PONG;
import static dev.godwit.wire.message.MessageType.ROOT;
import static dev.godwit.wire.message.MessageType.ROOT_REQUEST;
import static dev.godwit.wire.message.MessageType.STREAM_END;

/**
 * Where a stream stands, as the side that reads sees it, and so which messages may come next: anything else is a protocol
 * violation before its payload is looked at. {@link Message.Failed} may come in every phase. PROTOCOL.md §7.1.
 */
public enum Phase {
    /** Both sides: nothing was read yet. */
    GREETING(HELLO),
    /** Sender: the receiver now says what the stream is for. */
    PURPOSE(OPEN, ATTACH),
    /** Sender, control stream: the share is open. */
    SERVING_CONTROL(HAVE, ROOT_REQUEST, COMPLETE, PING, PONG),
    /** Sender, byte stream: the stream is attached to a session. */
    SERVING_BYTES(GET),
    /** Receiver, control stream: the share was asked for. */
    OPENING(OPENED, PING),
    /** Receiver, control stream: the manifest arrives. */
    LISTING(ENTRY_OFFERED, ENTRIES_END, PING),
    /** Receiver, control stream: pieces are on their way on byte streams. */
    FETCHING_CONTROL(ROOT, COMPLETED, PING, PONG),
    /** Receiver, byte stream: pieces were asked for. */
    FETCHING_BYTES(BLOCKS, STREAM_END);

    private final int admitted;

    Phase(MessageType first, MessageType... rest) {
        int types = bit(first) | bit(FAILED);
        for (MessageType type : rest) {
            types |= bit(type);
        }
        this.admitted = types;
    }

    private static int bit(MessageType type) {
        return 1 << type.number();
    }

    /** Whether a message of this type may come now. */
    public boolean admits(MessageType type) {
        return (admitted & bit(type)) != 0;
    }
}
