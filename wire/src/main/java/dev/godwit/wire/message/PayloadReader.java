package dev.godwit.wire.message;

import dev.godwit.content.manifest.Entry;
import dev.godwit.wire.fault.FaultException;
import dev.godwit.wire.ticket.Capability;
import dev.godwit.wire.ticket.ShareId;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Reads payloads; total: whatever the bytes are, the result is a message or a {@link FaultException}. PROTOCOL.md §6. */
final class PayloadReader {
    private static final int SIGNATURE_BYTES = 64;

    private final FieldReader in;
    private final Speaker speaker;

    private PayloadReader(FieldReader in, Speaker speaker) {
        this.in = in;
        this.speaker = speaker;
    }

    static Message read(MessageType type, ByteBuffer payload, Speaker speaker) throws FaultException {
        PayloadReader reader = new PayloadReader(new FieldReader(payload), speaker);
        Message message;
        try {
            message = reader.read(type);
        } catch (BufferUnderflowException e) {
            throw FieldReader.violation(type + " is too short");
        }
        if (payload.hasRemaining()) {
            throw FieldReader.violation(type + " is too long");
        }
        return message;
    }

    private Message read(MessageType type) throws FaultException {
        return switch (type) {
            case HELLO, OPEN, ATTACH, OPENED, PING, PONG, FAILED -> readOfConnection(type);
            case CODE_OPEN, CODE_ANSWER, CODE_PROOF, CODE_CONFIRMED, CODE_GRANTED -> readOfCode(type);
            case ENTRIES, ENTRIES_END, LISTING, LIST -> readOfListing(type);
            case GET -> get();
            case GET_FILES -> getFiles();
            case BLOCKS -> BodyCodec.readBlocks(in);
            case FILES -> BodyCodec.readFiles(in, speaker);
            case STREAM_END -> new Message.StreamEnd(in.entryIndex(), in.position());
            case ENTRY_FAILED -> new Message.EntryFailed(in.entryIndex(), in.fault(speaker));
            case HAVE -> have();
            case ROOT_REQUEST -> new Message.RootRequest(in.entryIndex());
            case ROOT -> new Message.Root(in.entryIndex(), in.contentId());
            case COMPLETE ->
                new Message.Complete(in.flag(), in.contentId(), in.unixSeconds(), in.bytes(SIGNATURE_BYTES));
            case COMPLETED -> new Message.Completed(nanos(), nanos(), nanos());
        };
    }

    private Message readOfConnection(MessageType type) throws FaultException {
        return switch (type) {
            case HELLO -> new Message.Hello(in.u16(), in.u16(), in.bits64(), in.text8());
            case OPEN ->
                new Message.Open(ShareId.of(in.bytes(ShareId.BYTES)), Capability.of(in.bytes(Capability.BYTES)));
            case ATTACH -> new Message.Attach(SessionToken.of(in.bytes(SessionToken.BYTES)));
            case OPENED -> new Message.Opened(SessionToken.of(in.bytes(SessionToken.BYTES)));
            case PING -> new Message.Ping(in.bits64());
            case PONG -> new Message.Pong(in.bits64());
            case FAILED -> new Message.Failed(in.fault(speaker));
            default -> throw new AssertionError(type);
        };
    }

    private Message readOfCode(MessageType type) throws FaultException {
        return switch (type) {
            case CODE_OPEN -> new Message.CodeOpen(in.count(Pairing.SLOT_MAX), nonce(), roundOne());
            case CODE_ANSWER -> new Message.CodeAnswer(nonce(), roundOne(), roundTwo());
            case CODE_PROOF -> new Message.CodeProof(roundTwo(), in.bytes(Pairing.TAG_BYTES));
            case CODE_CONFIRMED -> new Message.CodeConfirmed(in.bytes(Pairing.TAG_BYTES));
            case CODE_GRANTED -> new Message.CodeGranted(Capability.of(in.bytes(Capability.BYTES)));
            default -> throw new AssertionError(type);
        };
    }

    private byte[] nonce() {
        return in.bytes(Pairing.NONCE_BYTES);
    }

    private byte[] roundOne() {
        return in.bytes(Pairing.ROUND_ONE_BYTES);
    }

    private byte[] roundTwo() {
        return in.bytes(Pairing.ROUND_TWO_BYTES);
    }

    private Message readOfListing(MessageType type) throws FaultException {
        return switch (type) {
            case ENTRIES -> entries();
            case ENTRIES_END -> new Message.EntriesEnd(entryCount(), shareBytes());
            case LISTING -> new Message.Listing(entryCount(), shareBytes(), in.flag());
            case LIST -> new Message.ListMore(entryCount());
            default -> throw new AssertionError(type);
        };
    }

    private Message entries() throws FaultException {
        int first = in.entryIndex();
        int count = in.positiveShortCount(Limits.ENTRIES_MESSAGE_MAX);
        checkRange(first, count);
        List<Entry> entries = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            entries.add(EntryCodec.read(in, first + i));
        }
        return new Message.Entries(first, entries);
    }

    private Message get() throws FaultException {
        int entry = in.entryIndex();
        long firstPiece = in.upTo(Limits.ENTRY_PIECES_MAX);
        int count = in.positiveCount(Limits.GET_PIECES_MAX);
        if (firstPiece + count > Limits.ENTRY_PIECES_MAX) {
            throw FieldReader.violation("GET asks for a piece that no file has");
        }
        return new Message.Get(entry, firstPiece, count);
    }

    private Message getFiles() throws FaultException {
        int first = in.entryIndex();
        int count = in.positiveShortCount(Limits.FILES_MAX);
        checkRange(first, count);
        return new Message.GetFiles(first, count);
    }

    private Message have() throws FaultException {
        return new Message.Have(
                in.entryIndex(), in.upTo(Limits.ENTRY_PIECES_MAX), in.upTo(Limits.SHARE_BYTES_MAX), entryCount());
    }

    private int entryCount() throws FaultException {
        return in.count(Limits.ENTRIES_MAX);
    }

    private long shareBytes() throws FaultException {
        return in.knownUpTo(Limits.SHARE_BYTES_MAX);
    }

    private long nanos() throws FaultException {
        return in.upTo(Long.MAX_VALUE);
    }

    private static void checkRange(int first, int count) throws FaultException {
        if (first + count > Limits.ENTRIES_MAX) {
            throw FieldReader.violation("a range of entries is beyond what a share has");
        }
    }
}
