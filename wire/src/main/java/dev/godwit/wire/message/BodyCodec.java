package dev.godwit.wire.message;

import dev.godwit.content.merkle.Blocks;
import dev.godwit.content.merkle.Hash;
import dev.godwit.wire.fault.FaultException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The messages that content follows. How much follows, and how much that will be, is certain before. PROTOCOL.md §7.5. */
final class BodyCodec {
    private static final int SENT = 0;
    private static final int SENT_BYTES = Integer.BYTES + Short.BYTES + Integer.BYTES + Hash.BYTES;
    private static final int MISSING_BYTES = Integer.BYTES + Short.BYTES + Short.BYTES;

    private BodyCodec() {}

    static Message.Blocks readBlocks(FieldReader in) throws FaultException {
        int entry = in.entryIndex();
        long firstBlock = in.upTo(Limits.ENTRY_BLOCKS_MAX);
        int contentBytes = in.positiveCount(Limits.BLOCKS_MAX * Blocks.BLOCK_BYTES);
        Encoding encoding = in.encoding();
        int wireBytes = in.count(Limits.BODY_BYTES_MAX);
        byte[] hashes = in.bytes(in.remaining());
        if (hashes.length != Math.ceilDiv(contentBytes, Blocks.BLOCK_BYTES) * Hash.BYTES) {
            throw FieldReader.violation("BLOCKS has not one hash for each block");
        }
        // It would be taken for a hole, and written as zeros that do not have this hash.
        boolean isShort = contentBytes % Blocks.BLOCK_BYTES != 0;
        if (isShort && Blocks.isZero(hashes, hashes.length - Hash.BYTES)) {
            throw FieldReader.violation("BLOCKS ends with a short block that claims to be a whole one");
        }
        return checked(new Message.Blocks(entry, firstBlock, contentBytes, encoding, wireBytes, hashes));
    }

    static void writeBlocks(FieldWriter out, Message.Blocks blocks) {
        out.u32(blocks.entry()).i64(blocks.firstBlock()).u32(blocks.contentBytes());
        out.u8(blocks.encoding().number()).u32(blocks.wireBytes()).bytes(blocks.hashes());
    }

    /** How much of some blocks' content travels: all but the zero blocks. */
    static int bytesWithoutHoles(int contentBytes, byte[] hashes) {
        int bytes = contentBytes;
        for (int at = 0; at < hashes.length; at += Hash.BYTES) {
            bytes -= Blocks.isZero(hashes, at) ? Blocks.BLOCK_BYTES : 0;
        }
        return bytes;
    }

    static Message.Files readFiles(FieldReader in, Speaker speaker) throws FaultException {
        int count = in.positiveShortCount(Limits.FILES_MAX);
        Encoding encoding = in.encoding();
        int wireBytes = in.count(Limits.BODY_BYTES_MAX);
        List<SmallFile> files = new ArrayList<>(count);
        int previous = -1;
        for (int i = 0; i < count; i++) {
            SmallFile file = readFile(in, speaker);
            if (file.entry() <= previous) {
                throw FieldReader.violation("FILES are not in order");
            }
            previous = file.entry();
            files.add(file);
        }
        Message.Files message = checked(new Message.Files(files, encoding, wireBytes));
        if (message.decodedBytes() > Limits.FILES_CONTENT_MAX) {
            throw FieldReader.violation("FILES are too much at once");
        }
        return message;
    }

    private static SmallFile readFile(FieldReader in, Speaker speaker) throws FaultException {
        int entry = in.entryIndex();
        int fault = in.u16();
        if (fault != SENT) {
            return new SmallFile.Missing(entry, in.faultOf(fault, speaker));
        }
        int length = in.count(Limits.SMALL_FILE_BYTES_MAX);
        return new SmallFile.Sent(entry, length, in.rootOf(length));
    }

    static void writeFiles(FieldWriter out, Message.Files message) {
        out.u16(message.files().size()).u8(message.encoding().number()).u32(message.wireBytes());
        for (SmallFile file : message.files()) {
            out.u32(file.entry());
            switch (file) {
                case SmallFile.Sent sent -> out.u16(SENT).u32(sent.length()).hash(sent.root());
                case SmallFile.Missing missing -> out.fault(missing.fault());
            }
        }
    }

    /** How many bytes {@link #writeFiles} makes of one of them, or fewer when a detail is cut. */
    static int encodedBytes(SmallFile file) {
        return switch (file) {
            case SmallFile.Sent _ -> SENT_BYTES;
            case SmallFile.Missing missing -> {
                int detail = missing.fault().detail().getBytes(StandardCharsets.UTF_8).length;
                yield MISSING_BYTES + Math.min(detail, Limits.FAULT_DETAIL_BYTES_MAX);
            }
        };
    }

    private static <M extends Message.WithBody> M checked(M message) throws FaultException {
        int decoded = message.decodedBytes();
        boolean fits = switch (message.encoding()) {
            case PLAIN -> message.wireBytes() == decoded;
            case ZSTD -> message.wireBytes() > 0 && decoded > 0;
        };
        if (!fits) {
            throw FieldReader.violation(message.type() + " has a wrong number of bytes");
        }
        return message;
    }
}
