package dev.godwit.wire.message;

import dev.godwit.content.manifest.Entry;
import dev.godwit.content.merkle.ContentId;
import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.ticket.Capability;
import dev.godwit.wire.ticket.ShareId;
import java.util.List;

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

    /**
     * Receiver, instead of {@link Open}: it has a code with this slot, and begins EC-J-PAKE over its words.
     *
     * @param slot the number that finds the peer
     * @param nonce {@link Pairing#NONCE_BYTES} fresh random bytes
     * @param roundOne {@link Pairing#ROUND_ONE_BYTES} bytes
     */
    @SuppressWarnings("ArrayRecordComponent")
    record CodeOpen(int slot, byte[] nonce, byte[] roundOne) implements Message {
        @Override
        public MessageType type() {
            return MessageType.CODE_OPEN;
        }
    }

    /** Sender: its own first round and its second. The fields are as in {@link CodeOpen} and {@link CodeProof}. */
    @SuppressWarnings("ArrayRecordComponent")
    record CodeAnswer(byte[] nonce, byte[] roundOne, byte[] roundTwo) implements Message {
        @Override
        public MessageType type() {
            return MessageType.CODE_ANSWER;
        }
    }

    /**
     * Receiver: its second round, and the proof that its words are the sender's.
     *
     * @param roundTwo {@link Pairing#ROUND_TWO_BYTES} bytes
     * @param tag {@link Pairing#TAG_BYTES} bytes
     */
    @SuppressWarnings("ArrayRecordComponent")
    record CodeProof(byte[] roundTwo, byte[] tag) implements Message {
        @Override
        public MessageType type() {
            return MessageType.CODE_PROOF;
        }
    }

    /** Sender: the proof that its words are the receiver's. */
    @SuppressWarnings("ArrayRecordComponent")
    record CodeConfirmed(byte[] tag) implements Message {
        @Override
        public MessageType type() {
            return MessageType.CODE_CONFIRMED;
        }
    }

    /** Sender: what the code gives access to; {@link Open} comes next. */
    record CodeGranted(Capability capability) implements Message {
        @Override
        public MessageType type() {
            return MessageType.CODE_GRANTED;
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

    /**
     * Sender, control stream: the next entries of the manifest. {@link EntriesBatch} makes them small enough.
     *
     * @param firstIndex index of the first of them
     * @param entries 1 to {@link Limits#ENTRIES_MESSAGE_MAX}, with consecutive indices
     */
    record Entries(int firstIndex, List<Entry> entries) implements Message {
        public Entries {
            entries = List.copyOf(entries);
        }

        @Override
        public MessageType type() {
            return MessageType.ENTRIES;
        }
    }

    /**
     * Sender, control stream: that was the whole manifest.
     *
     * @param entries how many entries there were
     * @param bytes the sum of their lengths, or {@link Entry#UNKNOWN_LENGTH} when one is a stream
     */
    record EntriesEnd(int entries, long bytes) implements Message {
        @Override
        public MessageType type() {
            return MessageType.ENTRIES_END;
        }
    }

    /**
     * Sender, control stream: how far the scan of the source is, ahead of the entries that were sent.
     *
     * @param entries how many were found so far
     * @param bytes the sum of their lengths, or {@link Entry#UNKNOWN_LENGTH} when one is a stream
     * @param complete whether these are all
     */
    record Listing(int entries, long bytes, boolean complete) implements Message {
        @Override
        public MessageType type() {
            return MessageType.LISTING;
        }
    }

    /**
     * Receiver, control stream: send entries up to here.
     *
     * @param belowIndex index of the first entry that must still wait
     */
    record ListMore(int belowIndex) implements Message {
        @Override
        public MessageType type() {
            return MessageType.LIST;
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
     * Receiver, byte stream: send all files in this range of entries, whole. Each has a known length of at most {@link
     * Limits#SMALL_FILE_BYTES_MAX}; directories and links between them are passed over.
     *
     * @param firstEntry index of the first entry
     * @param count how many entries, 1 to {@link Limits#FILES_MAX}
     */
    record GetFiles(int firstEntry, int count) implements Message {
        @Override
        public MessageType type() {
            return MessageType.GET_FILES;
        }
    }

    /** A message that content follows, outside of it. */
    sealed interface WithBody extends Message {

        /** How the bytes that follow are packed. */
        Encoding encoding();

        /** How many bytes follow. */
        int wireBytes();

        /** How many bytes they are when they are unpacked, known before. */
        int decodedBytes();
    }

    /**
     * Sender, byte stream: small files, one after the other. Their contents follow in the same order, except of those that
     * are missing. {@link FilesBatch} makes them few enough.
     *
     * @param files 1 to {@link Limits#FILES_MAX}, with ascending indices
     */
    record Files(List<SmallFile> files, Encoding encoding, int wireBytes) implements WithBody {
        public Files {
            files = List.copyOf(files);
        }

        @Override
        public MessageType type() {
            return MessageType.FILES;
        }

        @Override
        public int decodedBytes() {
            int bytes = 0;
            for (SmallFile file : files) {
                bytes += file instanceof SmallFile.Sent sent ? sent.length() : 0;
            }
            return bytes;
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
    record Blocks(int entry, long firstBlock, int contentBytes, Encoding encoding, int wireBytes, byte[] hashes)
            implements WithBody {
        @Override
        public MessageType type() {
            return MessageType.BLOCKS;
        }

        @Override
        public int decodedBytes() {
            return BodyCodec.bytesWithoutHoles(contentBytes, hashes);
        }
    }

    /**
     * Sender, either stream: this entry can not be sent. It ends the answer to a {@link Get}, or answers a {@link
     * RootRequest}; the other entries go on.
     *
     * @param entry index of the entry
     * @param fault why, as it is seen here when it was read from a peer
     */
    record EntryFailed(int entry, Fault fault) implements Message {
        @Override
        public MessageType type() {
            return MessageType.ENTRY_FAILED;
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
     * Receiver, control stream: how far it is. Every piece of the entry below {@code belowPiece} is verified and kept, so a
     * pipe's bytes may be let go.
     *
     * @param entry index of the entry
     * @param belowPiece index of the first piece that is still wanted
     * @param verifiedBytes content of all entries verified so far, that of earlier runs included
     * @param entriesDone how many entries are in place or were left out
     */
    record Have(int entry, long belowPiece, long verifiedBytes, int entriesDone) implements Message {
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
     * Receiver, control stream: everything it wants is verified and in place.
     *
     * @param whole whether nothing was left out or failed
     * @param contentId what was received: of one file its content, of anything else its manifest (PROTOCOL.md §8.2)
     * @param unixSeconds when, by the receiver's clock
     * @param signature the receiver's Ed25519 signature of the {@link Receipt}
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Complete(boolean whole, ContentId contentId, long unixSeconds, byte[] signature) implements Message {
        @Override
        public MessageType type() {
            return MessageType.COMPLETE;
        }
    }

    /**
     * Sender: the download is counted and the receipt kept. All times are of this session.
     *
     * @param sourceNanos how long it waited for its source
     * @param cpuNanos how long it hashed and encoded
     * @param networkNanos how long it waited for the network
     */
    record Completed(long sourceNanos, long cpuNanos, long networkNanos) implements Message {
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
