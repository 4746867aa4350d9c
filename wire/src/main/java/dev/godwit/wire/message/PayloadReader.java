package dev.godwit.wire.message;

import dev.godwit.content.manifest.Entry;
import dev.godwit.content.manifest.UnsafeNameException;
import dev.godwit.content.merkle.Blocks;
import dev.godwit.content.merkle.ContentId;
import dev.godwit.content.merkle.Hash;
import dev.godwit.content.merkle.PieceSize;
import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import dev.godwit.wire.ticket.Capability;
import dev.godwit.wire.ticket.ShareId;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Reads payloads; total: whatever the bytes are, the result is a message or a {@link FaultException}. PROTOCOL.md §6. */
final class PayloadReader {
    private static final int NANOS_PER_SECOND = 1_000_000_000;
    private static final int SIGNATURE_BYTES = 64;
    private static final int PIECE_BITS_MAX = 30;

    /** Seconds around 1970 that every file system and clock can hold: the years -32768 to 36811 or so. */
    private static final long UNIX_SECONDS_MAX = 1L << 40;

    private final ByteBuffer in;

    private PayloadReader(ByteBuffer in) {
        this.in = in;
    }

    static Message read(MessageType type, ByteBuffer payload) throws FaultException {
        PayloadReader reader = new PayloadReader(payload);
        Message message;
        try {
            message = reader.read(type);
        } catch (BufferUnderflowException e) {
            throw violation(type + " is too short");
        }
        if (payload.hasRemaining()) {
            throw violation(type + " is too long");
        }
        return message;
    }

    static FaultException violation(String what) {
        return Fault.of(FaultCode.PROTOCOL_VIOLATION, what).exception();
    }

    private Message read(MessageType type) throws FaultException {
        return switch (type) {
            case HELLO -> new Message.Hello(unsignedShort(), unsignedShort(), in.getLong(), text(in.get() & 0xFF));
            case OPEN -> new Message.Open(ShareId.of(bytes(ShareId.BYTES)), Capability.of(bytes(Capability.BYTES)));
            case ATTACH -> new Message.Attach(SessionToken.of(bytes(SessionToken.BYTES)));
            case OPENED -> new Message.Opened(SessionToken.of(bytes(SessionToken.BYTES)));
            case ENTRY_OFFERED -> new Message.EntryOffered(entry());
            case ENTRIES_END -> new Message.EntriesEnd(count(Limits.ENTRIES_MAX));
            case GET -> get();
            case BLOCKS -> blocks();
            case STREAM_END -> new Message.StreamEnd(entryIndex(), position());
            case HAVE -> new Message.Have(entryIndex(), upTo(Limits.ENTRY_PIECES_MAX), position());
            case ROOT_REQUEST -> new Message.RootRequest(entryIndex());
            case ROOT -> new Message.Root(entryIndex(), contentId());
            case COMPLETE -> new Message.Complete(contentId(), unixSeconds(), bytes(SIGNATURE_BYTES));
            case COMPLETED -> new Message.Completed();
            case PING -> new Message.Ping(in.getLong());
            case PONG -> new Message.Pong(in.getLong());
            case FAILED -> new Message.Failed(fault());
        };
    }

    private Message get() throws FaultException {
        int entry = entryIndex();
        long firstPiece = upTo(Limits.ENTRY_PIECES_MAX);
        int count = positiveCount(Limits.GET_PIECES_MAX);
        if (firstPiece + count > Limits.ENTRY_PIECES_MAX) {
            throw violation("GET asks for a piece that no file has");
        }
        return new Message.Get(entry, firstPiece, count);
    }

    private Message blocks() throws FaultException {
        int entry = entryIndex();
        long firstBlock = upTo(Limits.ENTRY_BLOCKS_MAX);
        int contentBytes = in.getInt();
        byte[] hashes = bytes(in.remaining());
        int count = hashes.length / Hash.BYTES;
        boolean fits = contentBytes > 0
                && contentBytes <= Limits.BLOCKS_MAX * Blocks.BLOCK_BYTES
                && hashes.length % Hash.BYTES == 0
                && count == (contentBytes + Blocks.BLOCK_BYTES - 1) / Blocks.BLOCK_BYTES;
        if (!fits) {
            throw violation("BLOCKS has " + count + " hashes for " + contentBytes + " bytes");
        }
        // It would be taken for a hole, and written as zeros that do not have this hash.
        boolean isShort = contentBytes % Blocks.BLOCK_BYTES != 0;
        if (isShort && Blocks.isZero(hashes, hashes.length - Hash.BYTES)) {
            throw violation("BLOCKS ends with a short block that claims to be a whole one");
        }
        return new Message.Blocks(entry, firstBlock, contentBytes, hashes);
    }

    private Entry entry() throws FaultException {
        int index = entryIndex();
        List<String> path = path();
        long length = in.getLong();
        int mode = unsignedShort();
        long seconds = unixSeconds();
        int nanos = in.getInt();
        long dataBytes = in.getLong();
        int pieceBits = in.get() & 0xFF;
        if (nanos < 0 || nanos >= NANOS_PER_SECOND || pieceBits > PIECE_BITS_MAX) {
            throw violation("an entry has impossible figures");
        }
        Instant modified = Instant.ofEpochSecond(seconds, nanos);
        try {
            return new Entry(index, path, length, mode, modified, dataBytes, new PieceSize(1 << pieceBits));
        } catch (UnsafeNameException e) {
            throw Fault.of(FaultCode.NAME_UNSAFE, String.valueOf(e.getMessage()))
                    .exception(e);
        } catch (IllegalArgumentException e) {
            throw violation(String.valueOf(e.getMessage()));
        }
    }

    private List<String> path() throws FaultException {
        int depth = in.get() & 0xFF;
        if (depth == 0 || depth > Limits.PATH_DEPTH_MAX) {
            throw violation("an entry has a path of " + depth + " components");
        }
        List<String> path = new ArrayList<>(depth);
        for (int i = 0; i < depth; i++) {
            path.add(text(in.get() & 0xFF));
        }
        return path;
    }

    private Fault fault() throws FaultException {
        int number = unsignedShort();
        String detail = text(unsignedShort());
        return RemoteFaults.asSeenHere(FaultCode.ofWireNumber(number), detail);
    }

    private ContentId contentId() throws FaultException {
        long length = position();
        Hash root = Hash.read(in);
        if (length == 0 && !root.equals(Hash.ZERO)) {
            throw violation("an empty file has a root");
        }
        return new ContentId(length, root);
    }

    private int entryIndex() throws FaultException {
        int index = in.getInt();
        if (index < 0 || index >= Limits.ENTRIES_MAX) {
            throw violation("entry " + Integer.toUnsignedString(index) + " does not exist");
        }
        return index;
    }

    private long unixSeconds() throws FaultException {
        long seconds = in.getLong();
        if (seconds <= -UNIX_SECONDS_MAX || seconds >= UNIX_SECONDS_MAX) {
            throw violation("a time is out of range");
        }
        return seconds;
    }

    private long position() throws FaultException {
        return upTo(Limits.ENTRY_LENGTH_MAX);
    }

    private long upTo(long max) throws FaultException {
        long value = in.getLong();
        if (value < 0 || value > max) {
            throw violation("a position is out of range");
        }
        return value;
    }

    private int positiveCount(int max) throws FaultException {
        int count = count(max);
        if (count == 0) {
            throw violation("a count is zero");
        }
        return count;
    }

    private int count(int max) throws FaultException {
        int count = in.getInt();
        if (count < 0 || count > max) {
            throw violation("a count is above " + max);
        }
        return count;
    }

    private int unsignedShort() {
        return in.getShort() & 0xFFFF;
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    private String text(int length) throws FaultException {
        if (length > in.remaining()) {
            throw violation("a text is longer than its message");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes(length)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw violation("a text is not UTF-8");
        }
    }
}
