package dev.godwit.wire.message;

import static dev.godwit.wire.message.MessageType.ATTACH;
import static dev.godwit.wire.message.MessageType.BLOCKS;
import static dev.godwit.wire.message.MessageType.CODE_ANSWER;
import static dev.godwit.wire.message.MessageType.CODE_CONFIRMED;
import static dev.godwit.wire.message.MessageType.CODE_GRANTED;
import static dev.godwit.wire.message.MessageType.CODE_OPEN;
import static dev.godwit.wire.message.MessageType.CODE_PROOF;
import static dev.godwit.wire.message.MessageType.COMPLETE;
import static dev.godwit.wire.message.MessageType.COMPLETED;
import static dev.godwit.wire.message.MessageType.ENTRIES;
import static dev.godwit.wire.message.MessageType.ENTRIES_END;
import static dev.godwit.wire.message.MessageType.ENTRY_FAILED;
import static dev.godwit.wire.message.MessageType.FAILED;
import static dev.godwit.wire.message.MessageType.FILES;
import static dev.godwit.wire.message.MessageType.GET;
import static dev.godwit.wire.message.MessageType.GET_FILES;
import static dev.godwit.wire.message.MessageType.HAVE;
import static dev.godwit.wire.message.MessageType.HELLO;
import static dev.godwit.wire.message.MessageType.LIST;
import static dev.godwit.wire.message.MessageType.LISTING;
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
    GREETING(Speaker.EITHER, HELLO),
    /** Sender: the receiver now says what the stream is for. */
    PURPOSE(Speaker.RECEIVER, OPEN, ATTACH, CODE_OPEN),
    /** Sender: a receiver says that it has a code, and must now prove it. */
    PROVING_CODE(Speaker.RECEIVER, CODE_PROOF),
    /** Sender: the code was right; the receiver now opens the share. */
    CODE_PROVEN(Speaker.RECEIVER, OPEN),
    /** Sender, control stream: the share is open. */
    SERVING_CONTROL(Speaker.RECEIVER, LIST, HAVE, ROOT_REQUEST, COMPLETE, PING, PONG),
    /** Sender, byte stream: the stream is attached to a session. */
    SERVING_BYTES(Speaker.RECEIVER, GET, GET_FILES),
    /** Receiver: it said that it has a code. */
    CODE_OPENED(Speaker.SENDER, CODE_ANSWER),
    /** Receiver: it proved its code; the sender must prove it as well. */
    CONFIRMING_CODE(Speaker.SENDER, CODE_CONFIRMED),
    /** Receiver: both have the code; the sender's user may be comparing words. */
    AWAITING_GRANT(Speaker.SENDER, CODE_GRANTED, PING),
    /** Receiver, control stream: the share was asked for. */
    OPENING(Speaker.SENDER, OPENED, PING),
    /** Receiver, control stream: the manifest arrives while content is on its way on byte streams. */
    FETCHING_CONTROL(Speaker.SENDER, ENTRIES, ENTRIES_END, LISTING, ROOT, ENTRY_FAILED, COMPLETED, PING, PONG),
    /** Receiver, byte stream: pieces or small files were asked for. */
    FETCHING_BYTES(Speaker.SENDER, BLOCKS, STREAM_END, ENTRY_FAILED, FILES);

    private final Speaker speaker;
    private final long admitted;

    Phase(Speaker speaker, MessageType... types) {
        this.speaker = speaker;
        long bits = bit(FAILED);
        for (MessageType type : types) {
            bits |= bit(type);
        }
        this.admitted = bits;
    }

    private static long bit(MessageType type) {
        return 1L << type.number();
    }

    /** Whose messages are read in this phase. */
    public Speaker speaker() {
        return speaker;
    }

    /** Whether a message of this type may come now. */
    public boolean admits(MessageType type) {
        return (admitted & bit(type)) != 0;
    }
}
