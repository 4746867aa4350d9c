package dev.godwit.wire.message;

import dev.godwit.content.manifest.Entry;
import dev.godwit.content.manifest.EntryName;
import dev.godwit.content.merkle.Blocks;
import dev.godwit.content.merkle.PieceLayer;
import dev.godwit.content.merkle.PieceSize;

/** Every size that a peer may choose, and its bound; all are checked before memory is taken. PROTOCOL.md §5.2. */
public final class Limits {
    /** Bytes of an agent string such as {@code godwit/0.1.0}. */
    public static final int AGENT_BYTES_MAX = 64;

    /** Bytes of a fault's detail. */
    public static final int FAULT_DETAIL_BYTES_MAX = 1_024;

    /** Components of one entry's path. */
    public static final int PATH_DEPTH_MAX = Entry.MAX_DEPTH;

    /** Bytes of one path component in UTF-8. */
    public static final int PATH_COMPONENT_BYTES_MAX = EntryName.MAX_BYTES;

    /** Entries of one share. */
    public static final int ENTRIES_MAX = 1;

    /** Pieces of one entry; times the largest piece it is still far from overflow. */
    public static final int ENTRY_PIECES_MAX = PieceLayer.MAX_PIECES;

    /** Length of one entry: as many pieces as a file may have, of the largest size. */
    public static final long ENTRY_LENGTH_MAX = (long) ENTRY_PIECES_MAX * PieceSize.MAX_BYTES;

    /** Blocks of one entry. */
    public static final long ENTRY_BLOCKS_MAX = ENTRY_LENGTH_MAX / Blocks.BLOCK_BYTES;

    /** Blocks in one Blocks message: 1 MiB of content. */
    public static final int BLOCKS_MAX = 64;

    /** Pieces asked for with one Get. */
    public static final int GET_PIECES_MAX = 1_024;

    /** Payload of a message of an unknown optional type that is skipped. */
    public static final int UNKNOWN_BYTES_MAX = 65_536;

    private Limits() {}
}
