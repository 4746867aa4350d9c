package dev.godwit.wire.message;

import dev.godwit.content.manifest.Entry;
import dev.godwit.content.manifest.UnsafeNameException;
import dev.godwit.content.merkle.PieceSize;
import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** An entry of a manifest in bytes; its index is not among them. PROTOCOL.md §6. */
final class EntryCodec {
    private static final int DIRECTORY = 1;
    private static final int FILE = 2;
    private static final int LINK = 3;

    private static final int PIECE_BITS_MAX = 30;
    private static final int PLACE_BYTES = Byte.BYTES + Byte.BYTES + Byte.BYTES;
    private static final int TIME_BYTES = Long.BYTES + Integer.BYTES;
    private static final int FILE_BYTES = Short.BYTES + Long.BYTES + Long.BYTES + Byte.BYTES;

    private EntryCodec() {}

    static Entry read(FieldReader in, int index) throws FaultException {
        int kind = in.u8();
        int depth = in.u8();
        String name = in.text8();
        Instant modified = in.time();
        try {
            return switch (kind) {
                case DIRECTORY -> new Entry.Directory(index, depth, name, in.u16(), modified);
                case FILE ->
                    new Entry.File(
                            index,
                            depth,
                            name,
                            in.u16(),
                            modified,
                            in.knownUpTo(Limits.ENTRY_LENGTH_MAX),
                            in.knownUpTo(Limits.ENTRY_LENGTH_MAX),
                            pieceSize(in.u8()));
                case LINK -> new Entry.Link(index, depth, name, modified, in.text16());
                default -> throw FieldReader.violation("an entry is of an unknown kind");
            };
        } catch (UnsafeNameException e) {
            throw Fault.of(FaultCode.NAME_UNSAFE, String.valueOf(e.getMessage()))
                    .exception(e);
        } catch (IllegalArgumentException e) {
            throw FieldReader.violation(String.valueOf(e.getMessage()));
        }
    }

    private static PieceSize pieceSize(int bits) throws FaultException {
        if (bits > PIECE_BITS_MAX) {
            throw FieldReader.violation("a piece size is out of range");
        }
        return new PieceSize(1 << bits);
    }

    static void write(FieldWriter out, Entry entry) {
        out.u8(kindOf(entry)).u8(entry.depth());
        out.text8(entry.name(), Limits.PATH_COMPONENT_BYTES_MAX).time(entry.modifiedTime());
        switch (entry) {
            case Entry.Directory directory -> out.u16(directory.mode());
            case Entry.File file -> {
                out.u16(file.mode()).i64(file.length()).i64(file.dataBytes());
                out.u8(Integer.numberOfTrailingZeros(file.pieceSize().bytes()));
            }
            case Entry.Link link -> out.text16(link.target(), Limits.LINK_TARGET_BYTES_MAX);
        }
    }

    private static int kindOf(Entry entry) {
        return switch (entry) {
            case Entry.Directory _ -> DIRECTORY;
            case Entry.File _ -> FILE;
            case Entry.Link _ -> LINK;
        };
    }

    /** How many bytes {@link #write} makes of it. */
    static int encodedBytes(Entry entry) {
        int rest = switch (entry) {
            case Entry.Directory _ -> Short.BYTES;
            case Entry.File _ -> FILE_BYTES;
            case Entry.Link link -> Short.BYTES + utf8Bytes(link.target());
        };
        return PLACE_BYTES + utf8Bytes(entry.name()) + TIME_BYTES + rest;
    }

    private static int utf8Bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
