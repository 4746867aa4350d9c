package dev.godwit.wire.message;

import dev.godwit.content.manifest.Entry;
import dev.godwit.content.merkle.ContentId;
import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.ticket.Capability;
import dev.godwit.wire.ticket.ShareId;

/** One message. Immutable, except that arrays are handed over and not copied on the hot path. PROTOCOL.md §6. */
public sealed interface Message {

    /** Which message this is. */
    MessageType type();

    /**
     * The first message of both sides on every stream.
     *
     * @param versionMin the oldest protocol version the speaker can speak
     * @param versionMax the newest
     * @param capabilities bits of optional abilities; none are defined in version 1
     * @param agent program and version, for messages to people
     */
    record Hello(int versionMin, int versionMax, long capabilities, String agent) implements Message {
        @Override
        public MessageType type() {
            return MessageType.HELLO;
        }
    }

    /** Receiver, control stream: open the share that this capability belongs to. */
    record Open(ShareId shareId, Capability capability) implements Message {
        @Override
        public MessageType type() {
            return MessageType.OPEN;
        }
    }

    /** Receiver, byte stream: this stream belongs to the session with that token. */
    record Attach(SessionToken token) implements Message {
        @Override
        public MessageType type() {
            return MessageType.ATTACH;
        }
    }

    /** Sender: the share is open; byte streams attach with this token. */
    record Opened(SessionToken token) implements Message {
        @Override
        public MessageType type() {
            return MessageType.OPENED;
        }
    }

    /** Sender: one entry of the manifest. */
    record EntryOffered(Entry entry) implements Message {
        @Override
        public MessageType type() {
            return MessageType.ENTRY_OFFERED;
        }
    }

    /**
     * Sender: that was the whole manifest.
     *
     * @param entries how many entries there were
     */
    record EntriesEnd(int entries) implements Message {
        @Override
        public MessageType type() {
            return MessageType.ENTRIES_END;
        }
    }

    /**
     * Receiver, byte stream: send these pieces, in order.
     *
     * @param entry index of the entry
     * @param firstPiece index of the first piece
     * @param count how many, at least one
     */
    record Get(int entry, long firstPiece, int count) implements Message {
        @Override
        public MessageType type() {
            return MessageType.GET;
        }
    }

    /**
     * Sender, byte stream: consecutive blocks of one piece. The bytes of every block follow the message in order, except
     * those whose hash is that of 16 KiB of zeros: a hole costs its hash alone.
     *
     * @param entry index of the entry
     * @param firstBlock index of the first block in the file
     * @param contentBytes how many bytes of content the blocks cover, zero blocks included
     * @param hashes the blocks' SHA-256 hashes, one after the other
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Blocks(int entry, long firstBlock, int contentBytes, byte[] hashes) implements Message {
        @Override
        public MessageType type() {
            return MessageType.BLOCKS;
        }
    }

    /**
     * Sender, byte stream: a stream of unknown length ends here; pieces at or beyond it do not exist.
     *
     * @param entry index of the entry
     * @param length the whole length
     */
    record StreamEnd(int entry, long length) implements Message {
        @Override
        public MessageType type() {
            return MessageType.STREAM_END;
        }
    }

    /**
     * Receiver, control stream: how far it is. Every piece below {@code belowPiece} is verified and kept, so a pipe's bytes
     * may be let go.
     *
     * @param entry index of the entry
     * @param belowPiece index of the first piece that is still wanted
     * @param verifiedBytes content verified so far, those of earlier runs included
     */
    record Have(int entry, long belowPiece, long verifiedBytes) implements Message {
        @Override
        public MessageType type() {
            return MessageType.HAVE;
        }
    }

    /** Receiver, control stream: tell me the entry's root as soon as it is known. */
    record RootRequest(int entry) implements Message {
        @Override
        public MessageType type() {
            return MessageType.ROOT_REQUEST;
        }
    }

    /** Sender: the entry's length and root; the source was unchanged until now. */
    record Root(int entry, ContentId contentId) implements Message {
        @Override
        public MessageType type() {
            return MessageType.ROOT;
        }
    }

    /**
     * Receiver, control stream: everything is verified and in place.
     *
     * @param contentId what was received
     * @param unixSeconds when, by the receiver's clock
     * @param signature the receiver's Ed25519 signature of the {@link Receipt}
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Complete(ContentId contentId, long unixSeconds, byte[] signature) implements Message {
        @Override
        public MessageType type() {
            return MessageType.COMPLETE;
        }
    }

    /** Sender: the download is counted and the receipt kept. */
    record Completed() implements Message {
        @Override
        public MessageType type() {
            return MessageType.COMPLETED;
        }
    }

    /** Either side, control stream: are you there? */
    record Ping(long nonce) implements Message {
        @Override
        public MessageType type() {
            return MessageType.PING;
        }
    }

    /** The answer to a {@link Ping}, with its nonce. */
    record Pong(long nonce) implements Message {
        @Override
        public MessageType type() {
            return MessageType.PONG;
        }
    }

    /** Either side: it ends here, for this reason. Nothing follows on the stream. */
    record Failed(Fault fault) implements Message {
        @Override
        public MessageType type() {
            return MessageType.FAILED;
        }
    }
}
