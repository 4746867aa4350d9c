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

    /** Bytes of a link's target in UTF-8. */
    public static final int LINK_TARGET_BYTES_MAX = Entry.MAX_TARGET_BYTES;

    /** Entries of one share. */
    public static final int ENTRIES_MAX = Entry.MAX_ENTRIES;

    /** Entries in one Entries message. */
    public static final int ENTRIES_MESSAGE_MAX = 1_024;

    /** Entries that a sender may send before the first List. */
    public static final int LIST_WINDOW = 4_096;

    /** Known lengths of a share's entries together: far from overflow, and more than anyone has. */
    public static final long SHARE_BYTES_MAX = 1L << 60;

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

    /** Length of a file that may travel in a Files message, 256 KiB. */
    public static final int SMALL_FILE_BYTES_MAX = 262_144;

    /** Entries in the range of one GetFiles, and files in one Files message. */
    public static final int FILES_MAX = 1_024;

    /** Content of all files of one Files message, before it is encoded. */
    public static final int FILES_CONTENT_MAX = 1 << 20;

    /** Bytes that follow one message: content, and the little by which an encoding may fail to make it smaller. */
    public static final int BODY_BYTES_MAX = (1 << 20) + 65_536;

    /** RootRequests that may wait for their answer. */
    public static final int ROOTS_OPEN_MAX = 1_024;

    /** Payload of any message. */
    public static final int PAYLOAD_BYTES_MAX = 65_536;

    /** Payload of a message of an unknown optional type that is skipped. */
    public static final int UNKNOWN_BYTES_MAX = PAYLOAD_BYTES_MAX;

    private Limits() {}
}
